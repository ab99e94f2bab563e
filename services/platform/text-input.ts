import { z } from 'zod';
import { namePattern } from './person-name.ts';
import { readPersonalId } from './personal-identification-number.ts';

/**
 * Characters that hide or reorder text: controls, zero-width, bidirectional marks, byte-order mark, lone surrogates, and
 * fillers that Unicode counts as letters. The two that choose between text and emoji are let through.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/u;

/**
 * One line of text from outside: stored as NFC, trimmed, each run of spaces as one space; invisible and
 * direction-changing characters are refused.
 */
export function textSchema(bounds: { min: number; max: number }) {
  return z
    .string()
    .max(bounds.max * 4, `expected at most ${bounds.max} characters`)
    .refine((text) => !hidden.test(text), 'contains invisible or direction-changing characters')
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(bounds.min, `expected at least ${bounds.min} characters`)
        .max(bounds.max, `expected at most ${bounds.max} characters`),
    );
}

export const personNameSchema = textSchema({ min: 2, max: 100 }).pipe(
  z.string().regex(namePattern, 'expected a name: letters, spaces, apostrophe, dot, hyphen'),
);

export const personalIdSchema = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[ \u00a0.]/g, ''))
  .refine((text) => readPersonalId(text) !== null, 'expected 12 digits');

/** Vietnamese mobile number, national or international; becomes E.164. */
export const phoneSchema = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[ \u00a0.()-]/g, ''))
  .pipe(z.string().regex(/^(0|\+84)[35789]\d{8}$/, 'expected a Vietnamese mobile number'))
  .transform((text) => text.replace(/^0/, '+84'));

/** `+84901234123` → `+84******123`. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}******${phone.slice(-3)}`;
}
