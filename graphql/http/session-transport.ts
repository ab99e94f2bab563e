import type { IncomingMessage } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import { config } from '../../services/platform/config.ts';
import { defineError } from '../../services/platform/errors.ts';

/** `__Host-`: only over a secure context, for the whole host, never set by a sub-domain (RFC 6265bis, section 4.1.3.2). */
export const sessionCookie = '__Host-session';

export const ForeignOrigin = defineError('FOREIGN_ORIGIN', 403, 'This request came from another site.');
export const CookieAndBearer = defineError(
  'COOKIE_AND_BEARER',
  400,
  'Send the session as a cookie or as a bearer token, not both.',
);

export type PresentedSession = { token: string; transport: 'cookie' | 'bearer' } | null;

/**
 * The session token of a request. A cookie counts only where the request cannot have been made by another site: the
 * browser's own words on where it came from decide, over and above SameSite.
 * @throws ForeignOrigin, CookieAndBearer
 */
export function presentedSession(request: Pick<IncomingMessage, 'headers'>): PresentedSession {
  const { authorization, cookie, origin } = request.headers;
  const bearer = /^Bearer ([\w.-]{1,200})$/.exec(authorization ?? '')?.[1];
  const fromCookie = cookie && cookie.length < 8192 ? parseCookie(cookie)[sessionCookie] : undefined;
  if (bearer && fromCookie) throw CookieAndBearer();
  if (bearer) return { token: bearer, transport: 'bearer' };
  if (!fromCookie) return null;
  const site = request.headers['sec-fetch-site'];
  const foreign = origin !== undefined ? !config.allowedOrigins.includes(origin) : site === 'cross-site';
  if (foreign) throw ForeignOrigin();
  return { token: fromCookie, transport: 'cookie' };
}

export function setCookie(token: string, expires: Date): string {
  return stringifySetCookie({
    name: sessionCookie,
    value: token,
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    expires,
  });
}

export function clearCookie(): string {
  return setCookie('', new Date(0));
}
