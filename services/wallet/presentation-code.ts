import { z } from 'zod';
import type { CallContext } from '../platform/call-context.ts';

/** Crockford's base 32: no I, L, O, U, so that a code can be read aloud and typed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const characters = 28;
const groupLength = 4;

/** A fresh code of 140 random bits in seven groups of four characters: `7K2M-…`. */
export function newPresentationCode(call: CallContext): string {
  const code = Array.from(call.randomBytes(characters), (byte) => alphabet[byte % alphabet.length]).join('');
  return code.replace(new RegExp(`(.{${groupLength}})(?=.)`, 'g'), '$1-');
}

/** A code as it was scanned or typed, in its one form; O is read as 0, I and L as 1. */
export const presentationCodeSchema = z
  .string()
  .max(100, 'expected the code of a shown document')
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1'))
  .refine(
    (text) => text.length === characters && [...text].every((letter) => alphabet.includes(letter)),
    'expected the code of a shown document',
  );
