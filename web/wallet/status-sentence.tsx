import { useQuery } from '../api/use-query.ts';
import { DocumentKindsDocument, type WalletDocumentFieldsFragment } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';

type Described = Pick<WalletDocumentFieldsFragment, 'status' | 'kind' | 'mismatchedField' | 'validTo'>;

/** What a document's status means for the citizen, in one or two sentences. */
export function StatusSentence({ document }: { document: Described }) {
  const { t, format, local } = useLanguage();
  if (document.status === 'MISMATCH') return <MismatchSentence document={document} />;
  if (document.status === 'EXPIRED') {
    return document.validTo ? t.statusText.EXPIRED(format.date(document.validTo)) : t.statusText.EXPIRED_unknown;
  }
  return t.statusText[document.status](local(document.kind.issuer));
}

/** Names the field by the words of the form it was typed into. */
function MismatchSentence({ document }: { document: Described }) {
  const { t, local } = useLanguage();
  const kinds = useQuery(DocumentKindsDocument, {}).data?.documentKinds ?? [];
  const kind = kinds.find(({ code }) => code === document.kind.code);
  const input = kind?.inputs.find(({ name }) => name === document.mismatchedField);
  const personal: Record<string, string> = { fullName: t.field.fullName, bornOn: t.field.bornOn };
  const field = input ? local(input.label) : personal[document.mismatchedField ?? ''];
  return t.statusText.MISMATCH(field ?? t.statusText.aField);
}

/** When the registry said it, or when it is asked next, as an age or a wait. */
export function useStatusAge(): (
  document: Pick<WalletDocumentFieldsFragment, 'status' | 'checkedAt' | 'nextTryAt'>,
  nowMs: number,
) => string {
  const { t, format } = useLanguage();
  return ({ status, checkedAt, nextTryAt }, nowMs) => {
    if (status === 'UNAVAILABLE' && nextTryAt) return t.statusText.nextTry(format.until(nextTryAt, nowMs));
    if (!checkedAt) return t.statusText.notYet;
    const age = format.age(checkedAt, nowMs);
    return status === 'VERIFIED' ? t.statusText.confirmed(age) : t.statusText.answered(age);
  };
}
