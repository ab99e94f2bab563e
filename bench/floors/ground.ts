import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { z } from 'zod';

/** What floors stand on: the same stores, reached with nothing in between. */

const environment = z
  .object({
    PORT: z.coerce.number(),
    MONGODB_URI: z.string(),
    MONGODB_DATABASE: z.string(),
    REDIS_URL: z.string(),
    KEYS_DIR: z.string(),
    PUBLIC_URL: z.string(),
  })
  .parse(process.env);

export const publicUrl = environment.PUBLIC_URL;

export type Stored = { _id: string } & Record<string, unknown>;

export const client = await new mongoose.mongo.MongoClient(environment.MONGODB_URI, {
  maxPoolSize: 64,
  writeConcern: { w: 'majority', journal: true },
}).connect();
export const db = client.db(environment.MONGODB_DATABASE);
export const redis = new Redis(environment.REDIS_URL);
export const transactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
  maxCommitTimeMS: 5000,
} as const;

const { sealing } = z
  .object({ sealing: z.string() })
  .parse(JSON.parse(readFileSync(join(environment.KEYS_DIR, 'secrets.json'), 'utf8')));
const sealingKey = Buffer.from(sealing, 'base64url');

/** AES-256-GCM: nonce of 12 bytes, ciphertext, tag of 16. */
export function opened(sealed: mongoose.mongo.Binary, about: string): string {
  const bytes = Buffer.from(sealed.buffer);
  const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, 12))
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}

/** Serves until the process is ended. */
export function serve(app: Express): void {
  app.get('/readyz', (_request, response) => void response.end());
  app.listen(environment.PORT, '127.0.0.1');
  process.once('SIGTERM', () => process.exit(0));
}

export function plainExpress(): Express {
  return express().disable('x-powered-by');
}
