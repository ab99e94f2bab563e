import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { idSchema } from '../platform/ids.ts';
import { type Connection, connectionOf, pageSchema, parseInput } from '../platform/input.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import { bytesOf, unseal } from '../platform/seal.ts';
import type { DocumentField } from './document-kind.ts';
import { kindOf } from './kinds/index.ts';
import { type PresentationRecord, Presentations } from './presentation.model.ts';

/** A document that was shown, as its holder sees it. */
export type Presentation = {
  id: string;
  /** Code of the document's kind. */
  kind: string;
  documentId: string;
  /** Only in the answer to showDocument. */
  code: string | null;
  url: string | null;
  fields: DocumentField[];
  createdAt: Date;
  expiresAt: Date;
  checkedAt: Date | null;
  checkedBy: string | null;
};

export function presentationView(row: PresentationRecord): Presentation {
  const { faceFields } = kindOf(row.kind);
  return {
    id: row._id,
    kind: row.kind,
    documentId: row.documentId,
    code: null,
    url: null,
    fields: faceFields.filter(({ name }) => row.fields.includes(name)).map(({ name, label }) => ({ name, label })),
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    checkedAt: row.checkedAt ?? null,
    checkedBy: row.checkedBy == null ? null : unseal(bytesOf(row.checkedBy), row._id),
  };
}

const afterSchema = pageSchema.extend({ after: idSchema.nullish() });

/** What the caller has shown to whom, the newest first. */
export async function presentations(
  call: CallContext,
  rawPage: { first?: number | null | undefined; after?: string | null | undefined },
): Promise<Connection<Presentation>> {
  const { accountId } = requireCitizen(call);
  const { first, after } = parseInput(afterSchema, { first: rawPage.first ?? 20, after: rawPage.after });
  const rows = await Presentations.find(
    { citizenId: accountId, ...(after ? { _id: trusted({ $lt: after }) } : {}) },
    null,
    readBounds,
  )
    .sort({ _id: -1 })
    .limit(first + 1)
    .lean<PresentationRecord[]>();
  return connectionOf(rows.map(presentationView), first, ({ id }) => id);
}
