import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import * as identity from '../../services/identity/index.ts';
import type { CallContext, SignedInAccount } from '../../services/platform/call-context.ts';
import { newId } from '../../services/platform/ids.ts';
import type { Ports } from '../../services/platform/ports.ts';
import type { Asking, GraphqlContext } from '../context.ts';
import { type Loaders, loadersFor } from '../loaders.ts';
import { refuseRequest } from './errors.ts';
import { authenticatePasskey, authenticateToken } from './passport.ts';
import { clearCookie, presentedSession, setCookie } from './session-transport.ts';

const requestIdHeader = /^[\w-]{8,64}$/;

/** The id of a request: the one a proxy gave it, or a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && requestIdHeader.test(given) ? given : newId();
}

export function visitorCall(
  ports: Ports,
  request: { headers: IncomingMessage['headers']; address: string },
  requestId: string,
): CallContext {
  return {
    actor: { kind: 'visitor' },
    requestId,
    origin: { address: request.address, device: identity.deviceName(request.headers['user-agent']) },
    ports,
    now: () => new Date(),
    randomBytes,
  };
}

export function asAccount(call: CallContext, account: SignedInAccount): CallContext {
  return { ...call, actor: { kind: 'account', ...account } };
}

/** From an HTTP request to who asks. A token that is no session any more makes a visitor, and its cookie goes. */
export async function callOfRequest(ports: Ports, request: Request, response: Response): Promise<CallContext> {
  const requestId = String(response.locals.requestId ?? requestIdOf(request));
  const call = visitorCall(ports, { headers: request.headers, address: request.ip ?? '' }, requestId);
  const presented = presentedSession(request);
  if (!presented) return call;
  const account = await authenticateToken(request, { call, token: presented.token });
  if (account) return asAccount(call, account);
  if (presented.transport === 'cookie') response.append('set-cookie', clearCookie());
  return call;
}

/** The context of one HTTP request. `call` stands on the prototype: the server copies contexts by their own properties. */
class RequestContext implements GraphqlContext {
  readonly asking: Asking;
  readonly request: Request;
  readonly response: Response;

  constructor(asking: Asking, request: Request, response: Response) {
    this.asking = asking;
    this.request = request;
    this.response = response;
  }

  get call(): CallContext {
    return this.asking.call;
  }

  get loaders(): Loaders {
    this.asking.loaders ??= loadersFor(this.call);
    return this.asking.loaders;
  }

  authenticatePasskey(input: { ceremonyId: string; credential: unknown }): Promise<identity.SignedIn> {
    return authenticatePasskey(this.request, { call: this.call, input });
  }

  establishSession({ account, sessionId, token, expiresAt }: identity.SignedIn): { bearerToken: string | null } {
    const { _id: accountId, level, state, roles } = account;
    this.asking.call = asAccount(this.call, { accountId, sessionId, level, state, roles });
    delete this.asking.loaders;
    if (this.request.headers['x-session-transport'] === 'bearer') return { bearerToken: token };
    this.response.append('set-cookie', setCookie(token, expiresAt));
    return { bearerToken: null };
  }

  dropSession(): void {
    this.response.append('set-cookie', clearCookie());
  }
}

export async function contextOfRequest(ports: Ports, request: Request, response: Response): Promise<GraphqlContext> {
  const call = await callOfRequest(ports, request, response).catch(refuseRequest);
  return new RequestContext({ call }, request, response);
}
