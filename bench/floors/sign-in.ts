import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import express from 'express';
import type mongoose from 'mongoose';
import { v7 as newId } from 'uuid';
import { client, db, plainExpress, publicUrl, redis, type Stored, serve, transactionOptions } from './ground.ts';

// The least that signs somebody in: a challenge put and taken, one read, the signature, one transaction of three writes.

type Passkey = { _id: string; credentialId: string; publicKey: mongoose.mongo.Binary; signCount: number };
const accounts = db.collection<Stored & { passkeys: Passkey[] }>('accounts');
const sessions = db.collection<Stored>('sessions');
const outbox = db.collection<Stored>('outbox');
const origin = new URL(publicUrl).origin;
const relyingPartyIdHash = createHash('sha256').update(new URL(publicUrl).hostname).digest();

const app = plainExpress();
app.use(express.json());
app.post('/begin', async (_request, response) => {
  const ceremonyId = newId();
  const challenge = randomBytes(32).toString('base64url');
  await redis.set(`floor:ceremony:${ceremonyId}`, challenge, 'PX', 120_000);
  response.json({ ceremonyId, challenge });
});

app.post('/sign-in', async ({ body: { ceremonyId, credential } }, response) => {
  const challenge = await redis.getdel(`floor:ceremony:${ceremonyId}`);
  const accountId = Buffer.from(credential.response.userHandle, 'base64url').toString();
  const account = await accounts.findOne({ _id: accountId }, { maxTimeMS: 5000 });
  const passkey = account?.passkeys.find(({ credentialId }) => credentialId === credential.id);
  const clientDataJson = Buffer.from(credential.response.clientDataJSON, 'base64url');
  const clientData = JSON.parse(clientDataJson.toString());
  const authenticatorData = Buffer.from(credential.response.authenticatorData, 'base64url');
  const signCount = authenticatorData.readUInt32BE(33);
  const isRight =
    passkey !== undefined &&
    clientData.type === 'webauthn.get' &&
    clientData.challenge === challenge &&
    clientData.origin === origin &&
    authenticatorData.subarray(0, 32).equals(relyingPartyIdHash) &&
    (authenticatorData.readUInt8(32) & 0b101) === 0b101 &&
    signCount > passkey.signCount &&
    verify(
      'sha256',
      Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJson).digest()]),
      keyOf(passkey.publicKey),
      Buffer.from(credential.response.signature, 'base64url'),
    );
  if (!isRight) {
    response.status(401).end();
    return;
  }
  const secret = randomBytes(32).toString('base64url');
  const sessionId = newId();
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 30 * 86_400_000);
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await accounts.updateOne(
        { _id: accountId },
        {
          $set: {
            'passkeys.$[used].signCount': signCount,
            'passkeys.$[used].backedUp': false,
            'passkeys.$[used].lastUsedAt': now,
          },
        },
        { arrayFilters: [{ 'used._id': passkey._id, 'used.signCount': passkey.signCount }], session },
      );
      await sessions.insertOne(
        {
          _id: sessionId,
          secretHash: createHash('sha256').update(secret).digest('base64url'),
          accountId,
          passkeyId: passkey._id,
          device: 'app',
          startedAt: now,
          lastSeenAt: now,
          expiresAt,
        },
        { session },
      );
      await outbox.insertOne(
        {
          _id: newId(),
          event: 'identity.signedIn',
          payload: { accountId, sessionId, passkeyId: passkey._id },
          requestId: newId(),
          owed: null,
          createdAt: now,
          sweepAt: new Date(now.getTime() + 5000),
        },
        { session },
      );
    }, transactionOptions),
  );
  response.json({ token: `${sessionId}.${secret}`, accountId, expiresAt });
});

/** The key in its one canonical COSE form: x and y at fixed places. */
function keyOf({ buffer }: mongoose.mongo.Binary) {
  const bytes = Buffer.from(buffer);
  const x = bytes.subarray(10, 42).toString('base64url');
  const y = bytes.subarray(45, 77).toString('base64url');
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}

serve(app);
