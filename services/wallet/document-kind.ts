import { z } from 'zod';
import { type AskedRecord, ask, type RegistryField, type RegistryName } from '../exchange/index.ts';
import { calendarDateSchema } from '../platform/calendar-date.ts';
import type { CallContext } from '../platform/call-context.ts';
import { sameName } from '../platform/person-name.ts';

export type LocalizedText = { vi: string; en: string };

/** Something the citizen may type to say which document is meant. */
export type DocumentInputField = {
  name: string;
  label: LocalizedText;
  hint: LocalizedText;
  /** ECMAScript regular expression of a well-formed value, without spaces, dots and hyphens, in upper case. */
  pattern: string;
  example: string;
  required: boolean;
};

export type DocumentField = { name: string; label: LocalizedText };

/** Who holds the document, as the population database knows them. */
export type Holder = { personalId: string; fullName: string; bornOn: string };

export type Question = {
  holder: Holder;
  inputs: Readonly<Record<string, string>>;
  /** The city's date. */
  today: string;
};

/** Of a record that agrees with its holder; dates are calendar dates. */
export type Validity = {
  outcome: 'VERIFIED' | 'EXPIRED' | 'REVOKED';
  validFrom: string | null;
  /** The last day in force. */
  validTo: string | null;
  /** The last day on which the same record would be judged, and look, as today. */
  changesAfter: string | null;
};

export type Settlement =
  | (Validity & { face: Readonly<Record<string, string>> })
  | { outcome: 'MISMATCH'; field: string }
  | { outcome: 'NOT_FOUND' };

type Description = {
  /** A promise to clients: never changes. */
  code: string;
  name: LocalizedText;
  issuer: LocalizedText;
  inputs: readonly DocumentInputField[];
  /** Name of the input that tells apart several documents of this kind of one person; null where a person has one. */
  distinguishedBy: string | null;
  registry: RegistryName;
  legalBasis: string;
  /** How often the registry is asked again by itself. */
  recheckDays: number;
  /** Fields of the card's face, in the order in which they are shown. */
  faceFields: readonly (DocumentField & { disclosable: boolean })[];
};

type Rules<Name extends RegistryName, Field extends RegistryField<Name>> = Description & {
  registry: Name;
  /** Fields of the record that are asked for: those that the rules below read, and no other. */
  asked: readonly Field[];
  /** The field in which the record disagrees: `fullName`, `bornOn` or a name of the inputs. */
  disagreement(record: AskedRecord<Name, Field>, question: Question): string | null;
  /** Null when there is nothing in the record to show. */
  validity(record: AskedRecord<Name, Field>, today: string): Validity | null;
  /** Values of the face; a field without a value is left out. */
  face(record: AskedRecord<Name, Field>, today: string): Record<string, string | null>;
};

/** A registry's answer about one person, and what follows from it. */
export type Answer = { asOf: Date; evidenceId: string; settle(question: Question): Settlement };

/** One kind of document: everything about it that is not the same for all. */
export type DocumentKind = Description & {
  disclosable: readonly DocumentField[];
  /** Asks the kind's registry. @throws RegistryUnavailable */
  ask(call: CallContext, about: { personalId: string; citizenId: string; documentId: string }): Promise<Answer>;
};

const made = new WeakSet<object>();

/** Declares a kind. What is typed by the citizen only ever picks and checks; the record is what is shown. */
export function documentKind<Name extends RegistryName, const Field extends RegistryField<Name>>(
  rules: Rules<Name, Field>,
) {
  const { asked, disagreement, validity, face, ...description } = rules;

  function judge(record: AskedRecord<Name, Field>, question: Question): Settlement {
    const field = disagreement(record, question);
    if (field !== null) return { outcome: 'MISMATCH', field };
    const judged = validity(record, question.today);
    if (judged === null) return { outcome: 'NOT_FOUND' };
    const values = Object.entries(face(record, question.today)).flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as const],
    );
    return {
      outcome: judged.outcome,
      validFrom: existingDay(judged.validFrom),
      validTo: existingDay(judged.validTo),
      changesAfter: existingDay(judged.changesAfter),
      face: Object.fromEntries(values),
    };
  }

  /** What follows from all records of a person. */
  function settle(records: readonly AskedRecord<Name, Field>[], question: Question): Settlement {
    const settlements = records.map((record) => judge(record, question)).sort(theBestFirst);
    return settlements[0] ?? { outcome: 'NOT_FOUND' };
  }

  const kind = {
    ...description,
    disclosable: rules.faceFields.filter((field) => field.disclosable).map(({ name, label }) => ({ name, label })),
    settle,
    async ask(call, { personalId, citizenId, documentId }) {
      const { records, asOf, evidenceId } = await ask(call, {
        registry: rules.registry,
        personalId,
        fields: asked,
        purpose: 'wallet.verify',
        legalBasis: rules.legalBasis,
        caseRef: documentId,
        subjectAccountId: citizenId,
      });
      return { asOf, evidenceId, settle: (question) => settle(records, question) };
    },
  } satisfies DocumentKind & { settle: typeof settle };
  made.add(kind);
  return kind;
}

/** Registries hold days that do not exist; such a day is shown on the face but counts as none. */
function existingDay(day: string | null): string | null {
  return calendarDateSchema.safeParse(day).success ? day : null;
}

export function isDocumentKind(value: unknown): value is DocumentKind {
  return typeof value === 'object' && value !== null && made.has(value);
}

const places: readonly string[] = ['VERIFIED', 'REVOKED', 'EXPIRED', 'person', 'number', 'NOT_FOUND'];

/** Of several records of one person: the one in force the longest; a withdrawal matters more than an end. */
function theBestFirst(left: Settlement, right: Settlement): number {
  return placeOf(left) - placeOf(right) || endOf(right).localeCompare(endOf(left));
}

function placeOf(settlement: Settlement): number {
  if (settlement.outcome !== 'MISMATCH') return places.indexOf(settlement.outcome);
  // The record with the typed number says more about what is wrong than the person's other records do.
  return places.indexOf(settlement.field === 'fullName' || settlement.field === 'bornOn' ? 'person' : 'number');
}

function endOf(settlement: Settlement): string {
  return 'validTo' in settlement ? (settlement.validTo ?? '9999-12-31') : '';
}

/** Names by the rules of {@link sameName}, the birth date to the day. */
export function personDisagreement(
  record: { fullName: string; birthDate: string },
  holder: Holder,
): 'fullName' | 'bornOn' | null {
  if (!sameName(record.fullName, holder.fullName)) return 'fullName';
  return record.birthDate === holder.bornOn ? null : 'bornOn';
}

/** What a citizen typed: as people write numbers, with spaces, dots, hyphens and small letters. */
function typedValue(field: DocumentInputField) {
  const pattern = new RegExp(field.pattern);
  return z
    .string()
    .max(60, 'expected at most 60 characters')
    .transform((text) => text.replace(/[\s.-]/g, '').toUpperCase())
    .refine((text) => pattern.test(text), `expected a value like ${field.example}`);
}

/** Reads the kind's inputs by name; a field left empty counts as not typed. */
export function inputsSchema(kind: DocumentKind) {
  return z.record(z.string(), z.string()).transform((inputs, context): Record<string, string> => {
    const typed: Record<string, string> = {};
    for (const [name, value] of Object.entries(inputs)) {
      if (value.trim() === '') continue;
      const field = kind.inputs.find((input) => input.name === name);
      const read = field ? typedValue(field).safeParse(value) : undefined;
      if (read?.success) typed[name] = read.data;
      else {
        const message = read?.error.issues[0]?.message ?? 'no such field';
        context.addIssue({ code: 'custom', path: [name], message });
      }
    }
    for (const { name, required, example } of kind.inputs) {
      if (!required || typed[name] !== undefined || inputs[name]?.trim()) continue;
      context.addIssue({ code: 'custom', path: [name], message: `expected a value like ${example}` });
    }
    return typed;
  });
}

export const personFaceFields = [
  { name: 'fullName', label: { vi: 'Họ và tên', en: 'Full name' }, disclosable: true },
  { name: 'bornOn', label: { vi: 'Ngày sinh', en: 'Date of birth' }, disclosable: true },
] as const;
