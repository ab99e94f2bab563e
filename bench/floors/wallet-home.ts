import { createHash, timingSafeEqual } from 'node:crypto';
import type mongoose from 'mongoose';
import { maskPersonalId } from '../../services/platform/personal-identification-number.ts';
import { maskPhone } from '../../services/platform/text-input.ts';
import { documentKindOf } from '../../services/wallet/index.ts';
import { db, opened, plainExpress, redis, type Stored, serve } from './ground.ts';

// The least that answers a wallet's home page: one Redis read for the session, two reads side by side, one JSON.

type Account = Stored & {
  person: mongoose.mongo.Binary;
  level: string;
  state: string;
  roles: string[];
  registeredAt: Date;
};
type Document = Stored & {
  content: mongoose.mongo.Binary;
  kind: string;
  status: string;
  mismatchedField: string | null;
  linkedAt: Date;
  checkedAt: Date | null;
  nextTryAt: Date | null;
  validFrom: string | null;
  validTo: string | null;
  hidden: boolean;
  position: number;
};

const accounts = db.collection<Account>('accounts');
const documents = db.collection<Document>('wallet_documents');
const sessions = db.collection<Stored & { accountId: string; secretHash: string; expiresAt: Date }>('sessions');
const bounds = { maxTimeMS: 5000 };

/** Account id, or null. A session is kept in Redis for a minute, as the product does. */
async function authenticated(token: string): Promise<string | null> {
  const [sessionId = '', secret = ''] = token.split('.');
  const key = `cds:session:${sessionId}`;
  let copy = JSON.parse((await redis.get(key)) ?? 'null');
  if (copy === null) {
    const session = await sessions.findOne({ _id: sessionId }, bounds);
    const account = session && (await accounts.findOne({ _id: session.accountId }, bounds));
    if (!session || !account) return null;
    const { _id: accountId, level, state, roles } = account;
    copy = {
      secretHash: session.secretHash,
      expiresAt: session.expiresAt.getTime(),
      account: { accountId, sessionId, level, state, roles },
    };
    await redis.set(key, JSON.stringify(copy), 'PX', 60_000, 'NX');
  }
  const given = createHash('sha256').update(secret).digest('base64url');
  const known = timingSafeEqual(Buffer.from(given), Buffer.from(copy.secretHash));
  return known && copy.expiresAt > Date.now() ? copy.account.accountId : null;
}

const app = plainExpress();
app.get('/wallet-home', async (request, response) => {
  const citizenId = await authenticated((request.headers.authorization ?? '').slice('Bearer '.length));
  if (citizenId === null) {
    response.status(401).end();
    return;
  }
  const [account, rows] = await Promise.all([
    accounts.findOne({ _id: citizenId }, bounds),
    documents.find({ citizenId }, bounds).limit(100).toArray(),
  ]);
  if (!account) {
    response.status(404).end();
    return;
  }
  const person = JSON.parse(opened(account.person, citizenId));
  const today = new Date(Date.now() + 7 * 3600 * 1000).toISOString().slice(0, 10);
  response.json({
    data: {
      me: {
        id: citizenId,
        fullName: person.fullName,
        maskedPersonalId: maskPersonalId(person.personalId),
        bornOn: person.bornOn,
        sex: person.sex,
        maskedPhone: maskPhone(person.phone),
        level: account.level,
        state: account.state,
        roles: account.roles,
        registeredAt: account.registeredAt,
      },
      wallet: {
        documents: rows
          .sort((left, right) => left.position - right.position || left._id.localeCompare(right._id))
          .map((row) => documentOf(row, today)),
      },
    },
  });
});

function documentOf(row: Document, today: string) {
  const { code, name, issuer, faceFields } = documentKindOf(row.kind);
  const { face } = JSON.parse(opened(row.content, row._id));
  return {
    id: row._id,
    kind: { code, name, issuer },
    status: row.status === 'VERIFIED' && row.validTo !== null && row.validTo < today ? 'EXPIRED' : row.status,
    mismatchedField: row.mismatchedField,
    linkedAt: row.linkedAt,
    checkedAt: row.checkedAt,
    nextTryAt: row.nextTryAt,
    validFrom: row.validFrom,
    validTo: row.validTo,
    face: faceFields.flatMap((field) => {
      const value = face?.[field.name];
      return value === undefined ? [] : [{ name: field.name, label: field.label, value }];
    }),
    hidden: row.hidden,
    position: row.position,
  };
}

serve(app);
