import { v7 } from 'uuid';
import { z } from 'zod';

/** A new opaque id: UUIDv7 (RFC 9562, section 5.7), ordered by time of creation. */
export function newId(): string {
  return v7();
}

/** An id from outside. */
export const idSchema = z.uuid();

/** Instant that a UUIDv7 carries in its first 48 bits. */
export function instantOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}
