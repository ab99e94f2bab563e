import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type CallContext, requireAccount, type SignedInAccount } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { NotFound } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { idSchema, newId } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { tokenHash } from '../platform/keyed-hash.ts';
import { logger } from '../platform/logger.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import { insertRecord } from '../platform/plain-records.ts';
import { transaction } from '../platform/transaction.ts';
import { Account, type AccountRecord } from './account.model.ts';
import { SessionsEnded } from './events.ts';
import { Session, type SessionRecord } from './session.model.ts';

/** What a client holds of a session: `<session id>.<secret of 256 bits>`. */
const tokenSchema = z.string().regex(/^[0-9a-f-]{36}\.[A-Za-z0-9_-]{43}$/);

export type NewSession = { token: string; session: SessionRecord };

/** Saves a session in the transaction of a sign-in. */
export async function openSession(call: CallContext, account: { _id: string }, passkeyId: string): Promise<NewSession> {
  const secret = call.randomBytes(32).toString('base64url');
  const now = call.now();
  const session: SessionRecord = {
    _id: newId(),
    secretHash: tokenHash(secret),
    accountId: account._id,
    passkeyId,
    device: call.origin.device,
    startedAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + config.sessionMs),
  };
  await insertRecord<SessionRecord>(Session, session);
  return { token: `${session._id}.${secret}`, session };
}

/** The short-lived copy of a session that most requests are answered from. */
const copySchema = z.object({
  secretHash: z.string(),
  expiresAt: z.number(),
  account: z.object({
    accountId: z.string(),
    sessionId: z.string(),
    level: z.enum(['LEVEL_1', 'LEVEL_2']),
    state: z.enum(['ACTIVE', 'LOCKED']),
    roles: z.array(z.enum(['CITIZEN', 'ADMINISTRATOR'])),
  }),
});
type SessionCopy = z.infer<typeof copySchema>;

const copyMs = 60_000;
/** Stands where a copy stood, for longer than anybody may still be about to write one. */
const ended = 'ended';
const endedMs = 2 * copyMs;
const copyKey = (sessionId: string) => `session:${sessionId}`;
const seenEveryMs = 5 * 60_000;

/**
 * Who holds this token, or null: unknown, tampered, expired and ended sessions look alike. Answered from memory where
 * there is a copy, from the database otherwise, and also while the memory is away.
 */
export async function authenticateSession(call: CallContext, token: string): Promise<SignedInAccount | null> {
  if (!tokenSchema.safeParse(token).success) return null;
  const [sessionId = '', secret = ''] = token.split('.');
  const stored = await call.ports.memory.get(copyKey(sessionId)).catch(memoryIsAway);
  if (stored === ended) return null;
  const copy = stored ? copySchema.parse(JSON.parse(stored)) : await readSession(call, sessionId);
  if (!copy || copy.expiresAt <= call.now().getTime()) return null;
  const given = Buffer.from(tokenHash(secret));
  return timingSafeEqual(given, Buffer.from(copy.secretHash)) ? copy.account : null;
}

async function readSession(call: CallContext, sessionId: string): Promise<SessionCopy | null> {
  const session = await Session.findById(sessionId, null, readBounds).lean<SessionRecord>();
  if (!session) return null;
  const account = await Account.findById(
    session.accountId,
    { level: 1, state: 1, roles: 1 },
    readBounds,
  ).lean<AccountRecord>();
  if (!account) return null;
  const copy = copyOf(session, account);
  await call.ports.memory.putIfAbsent(copyKey(sessionId), JSON.stringify(copy), copyMs).catch(memoryIsAway);
  if (call.now().getTime() - session.lastSeenAt.getTime() > seenEveryMs) {
    await Session.updateOne({ _id: sessionId }, { lastSeenAt: call.now() });
  }
  return copy;
}

function copyOf(
  session: Pick<SessionRecord, '_id' | 'secretHash' | 'expiresAt'>,
  account: Pick<AccountRecord, '_id' | 'level' | 'state' | 'roles'>,
): SessionCopy {
  return {
    secretHash: session.secretHash,
    expiresAt: session.expiresAt.getTime(),
    account: {
      accountId: account._id,
      sessionId: session._id,
      level: account.level,
      state: account.state,
      roles: [...account.roles],
    },
  };
}

function memoryIsAway(error: unknown): null {
  logger.warn('session.memoryIsAway', { error });
  return null;
}

const listed = 50;

/** A session as its owner sees it. */
export type SessionView = {
  id: string;
  current: boolean;
  startedAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  device: string;
  passkeyName: string | null;
};

/** Live sessions of a citizen, the latest first. */
export async function sessionsOf(
  call: CallContext,
  owner: { id: string; passkeys: { id: string; name: string }[] },
): Promise<SessionView[]> {
  const sessions = await Session.find(
    { accountId: owner.id, expiresAt: trusted({ $gt: call.now() }) },
    null,
    readBounds,
  )
    .sort({ startedAt: -1 })
    .limit(listed)
    .lean<SessionRecord[]>();
  return sessions.map(({ _id, startedAt, lastSeenAt, expiresAt, device, passkeyId }) => ({
    id: _id,
    current: call.actor.kind === 'account' && call.actor.sessionId === _id,
    startedAt,
    lastSeenAt,
    expiresAt,
    device,
    passkeyName: owner.passkeys.find(({ id }) => id === passkeyId)?.name ?? null,
  }));
}

/**
 * Removes sessions in the caller's transaction and says so; call {@link forgetSessions} behind the commit so that it
 * holds at once. The fact is owed too, for the case that this process dies in between.
 * @returns ids of the sessions that ended
 */
export async function removeSessions(
  accountId: string,
  which: { only?: string; but?: string; openedBy?: string },
): Promise<string[]> {
  const filter = {
    accountId,
    ...(which.only ? { _id: which.only } : {}),
    ...(which.openedBy ? { passkeyId: which.openedBy } : {}),
  };
  const found = await Session.find(filter, { _id: 1 }).limit(1000).lean();
  const sessionIds = found.map(({ _id }) => _id).filter((id) => id !== which.but);
  if (sessionIds.length === 0) return [];
  await Session.deleteMany({ _id: trusted({ $in: sessionIds }) });
  await publish(SessionsEnded, { accountId, sessionIds });
  return sessionIds;
}

/** Makes ended sessions unusable everywhere, now. Harmless to repeat. */
export async function forgetSessions(call: CallContext, { sessionIds }: { sessionIds: readonly string[] }) {
  for (const sessionId of sessionIds) await call.ports.memory.put(copyKey(sessionId), ended, endedMs);
}

/** As {@link forgetSessions}, for use cases: when the memory is away the owed reaction does it. */
export async function forgetSessionsNow(call: CallContext, sessionIds: readonly string[]): Promise<void> {
  await forgetSessions(call, { sessionIds }).catch(memoryIsAway);
}

/** Rewrites the copy of a session whose account changed its state. */
export async function refreshSession(call: CallContext, session: { sessionId: string }, state: 'ACTIVE' | 'LOCKED') {
  const stored = await Session.findById(session.sessionId, null, readBounds).lean<SessionRecord>();
  const account = requireAccount(call);
  if (!stored) return;
  const copy = copyOf(stored, { ...account, _id: account.accountId, state, roles: [...account.roles] });
  await call.ports.memory.put(copyKey(session.sessionId), JSON.stringify(copy), copyMs).catch(memoryIsAway);
}

/** Ends the session of this call. True also when there was none. */
export async function signOut(call: CallContext): Promise<true> {
  if (call.actor.kind !== 'account') return true;
  const { accountId, sessionId } = call.actor;
  await forgetSessionsNow(call, await transaction(() => removeSessions(accountId, { only: sessionId })));
  return true;
}

/**
 * Ends one of the caller's sessions, everywhere and at once.
 * @throws NotFound for a session of somebody else too
 */
export async function endSession(call: CallContext, rawInput: { sessionId: string }): Promise<void> {
  const { accountId } = requireAccount(call);
  const { sessionId } = parseInput(z.strictObject({ sessionId: idSchema }), rawInput);
  const endedIds = await transaction(() => removeSessions(accountId, { only: sessionId }));
  if (endedIds.length === 0) throw NotFound();
  await forgetSessionsNow(call, endedIds);
}

/** Ends every session of the caller but this one. */
export async function endOtherSessions(call: CallContext): Promise<void> {
  const { accountId, sessionId } = requireAccount(call);
  await forgetSessionsNow(call, await transaction(() => removeSessions(accountId, { but: sessionId })));
}

/** Browser and system of a User-Agent header, shortened to what its owner recognises. */
export function deviceName(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 400);
  const pick = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(text))?.[1];
  const browser = pick([
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/SamsungBrowser/, 'Samsung Internet'],
    [/Firefox|FxiOS/, 'Firefox'],
    [/Chrome|CriOS|Chromium/, 'Chrome'],
    [/Safari/, 'Safari'],
  ]);
  const system = pick([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Macintosh/, 'macOS'],
    [/Linux|X11/, 'Linux'],
  ]);
  return [browser, system].filter(Boolean).join(', ') || 'app';
}
