import { type FormEvent, useState } from 'react';
import { execute } from '../api/execute.ts';
import { useAction, useIntent } from '../api/use-action.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice, Notice } from '../elements/notice.tsx';
import { Page, Skeleton } from '../elements/page.tsx';
import {
  DocumentKindsDocument,
  type DocumentKindsQuery,
  ShowDocumentDocument,
  type ShowDocumentMutation,
  WalletDocumentDetailDocument,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { PresentationSheet } from './presentation-sheet.tsx';
import './wallet.css';

type Kind = DocumentKindsQuery['documentKinds'][number];

/** Chooses which fields a verifier may see, then shows the code. */
export default function ShowDocumentPage({ id }: { id: string }) {
  const { t, local } = useLanguage();
  const document = useQuery(WalletDocumentDetailDocument, { id });
  const kinds = useQuery(DocumentKindsDocument, {});
  const held = document.data?.walletDocument;
  const kind = kinds.data?.documentKinds.find(({ code }) => code === held?.kind.code);
  const failure = document.failure ?? kinds.failure;

  return (
    <Page
      title={t.show.title}
      lead={t.show.lead}
      back={{ to: `/vi/${id}`, label: held ? local(held.kind.name) : t.nav.back }}
      narrow
    >
      <FailureNotice
        failure={failure}
        onRetry={() => {
          void document.reload();
          void kinds.reload();
        }}
      />
      {held && kind ? (
        held.status === 'VERIFIED' ? (
          <ChooseFields id={id} kind={kind} />
        ) : (
          <Notice tone="warning">{t.document.showOnlyVerified}</Notice>
        )
      ) : (
        !failure && <Skeleton />
      )}
    </Page>
  );
}

function ChooseFields({ id, kind }: { id: string; kind: Kind }) {
  const { t, local } = useLanguage();
  const names = kind.disclosable.map(({ name }) => name);
  const [chosen, setChosen] = useState<string[]>(() => keptChoice(kind.code, names));
  const [sent, setSent] = useState(false);
  const [presentation, setPresentation] = useState<ShowDocumentMutation['showDocument']>();
  const intent = useIntent();
  const { run, busy, failure } = useAction(async () => {
    const wish = { documentId: id, fields: names.filter((name) => chosen.includes(name)) };
    const { showDocument } = await execute(ShowDocumentDocument, {
      input: { ...wish, idempotencyKey: intent.keyFor(wish) },
    });
    intent.granted();
    keepChoice(kind.code, chosen);
    setPresentation(showDocument);
  });
  const allChosen = names.every((name) => chosen.includes(name));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (chosen.length > 0) run();
  };

  return (
    <form className="panel form" onSubmit={submit}>
      <fieldset className="fields">
        <legend>{t.show.fields}</legend>
        {kind.disclosable.map((field) => (
          <label key={field.name} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(field.name)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, field.name] : chosen.filter((name) => name !== field.name))
              }
            />
            <span>{local(field.label)}</span>
          </label>
        ))}
      </fieldset>
      <div>
        <button type="button" className="link-button" onClick={() => setChosen(allChosen ? [] : names)}>
          {allChosen ? t.show.none : t.show.all}
        </button>
      </div>
      {sent && chosen.length === 0 && (
        <p className="field__fault" role="alert">
          <Icon name="alert" size={18} />
          {t.show.chooseOne}
        </p>
      )}
      <FailureNotice failure={failure} />
      <div className="actions">
        <Button type="submit" look="primary" icon="qr" busy={busy}>
          {t.show.make}
        </Button>
      </div>
      {presentation && (
        <PresentationSheet
          key={presentation.id}
          presentation={presentation}
          renewing={busy}
          failure={failure}
          onRenew={run}
          onClose={() => setPresentation(undefined)}
        />
      )}
    </form>
  );
}

const storageKey = (kind: string) => `cong-dan-so.shown-fields.${kind}`;

/** What was shown the last time, so that the same habit takes one press; everything the first time. */
function keptChoice(kind: string, names: string[]): string[] {
  const kept = localStorage.getItem(storageKey(kind))?.split(' ') ?? [];
  const known = names.filter((name) => kept.includes(name));
  return known.length > 0 ? known : names;
}

function keepChoice(kind: string, chosen: string[]): void {
  localStorage.setItem(storageKey(kind), chosen.join(' '));
}
