import { type FormEvent, useState } from 'react';
import { execute } from '../api/execute.ts';
import { useAction, useIntent } from '../api/use-action.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { Page, Skeleton } from '../elements/page.tsx';
import { focusFirstFault, TextField } from '../elements/text-field.tsx';
import { announce } from '../elements/toast.tsx';
import {
  DocumentKindsDocument,
  type DocumentKindsQuery,
  LinkDocumentDocument,
  WalletHomeDocument,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Link, navigate } from '../router.tsx';
import { kindLook } from './kind-looks.ts';
import './wallet.css';

type Kind = DocumentKindsQuery['documentKinds'][number];

/** Chooses a kind of document, asks what that kind needs, and links it. */
export default function AddDocumentPage({ kind: code }: { kind: string | undefined }) {
  const { t, local } = useLanguage();
  const { data, failure, reload } = useQuery(DocumentKindsDocument, {});
  const kind = data?.documentKinds.find((candidate) => candidate.code === code);
  return (
    <Page
      key={kind?.code ?? ''}
      title={kind ? local(kind.name) : t.add.title}
      lead={kind ? t.add.confirmLead(local(kind.issuer)) : t.add.lead}
      back={kind ? { to: '/vi/them', label: t.add.other } : { to: '/vi', label: t.nav.wallet }}
      narrow
    >
      <FailureNotice failure={failure} onRetry={() => void reload()} />
      {kind ? <LinkForm kind={kind} /> : data ? <Chooser kinds={data.documentKinds} /> : !failure && <Skeleton />}
    </Page>
  );
}

function Chooser({ kinds }: { kinds: Kind[] }) {
  const { t, local } = useLanguage();
  const { data } = useQuery(WalletHomeDocument, { includeHidden: true });
  const keptIds = new Map(data?.wallet.documents.map((document) => [document.kind.code, document.id]));
  return (
    <ul className="choices">
      {kinds.map((kind) => {
        const { icon, className } = kindLook(kind.code);
        // Of a kind that asks for a number one may hold several; of the others there is only one to add.
        const keptId = keptIds.get(kind.code);
        return (
          <li key={kind.code}>
            <Link
              to={keptId && kind.inputs.length === 0 ? `/vi/${keptId}` : `/vi/them/${kind.code}`}
              className={`choice ${className}`}
            >
              <span className="choice__icon">
                <Icon name={icon} size={28} />
              </span>
              <span className="choice__words">
                <strong>{local(kind.name)}</strong>
                <span className="hint">{local(kind.issuer)}</span>
                {keptId && (
                  <span className="choice__kept">
                    <Icon name="check" size={16} />
                    {t.add.kept}
                  </span>
                )}
              </span>
              <Icon name="next" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function LinkForm({ kind }: { kind: Kind }) {
  const { t, local } = useLanguage();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [sent, setSent] = useState(false);
  const intent = useIntent();
  const typedIn = (name: string) => (typed[name] ?? '').trim();
  const faultOf = (input: Kind['inputs'][number]) => {
    const value = typedIn(input.name);
    if (value === '') return input.required ? t.field.required : undefined;
    return new RegExp(input.pattern, 'u').test(value) ? undefined : t.field.wrongShape(input.example);
  };

  const { run, busy, failure } = useAction(async () => {
    const inputs = kind.inputs.map(({ name }) => ({ name, value: typedIn(name) })).filter(({ value }) => value !== '');
    const wish = { kind: kind.code, inputs };
    await execute(LinkDocumentDocument, { input: { ...wish, idempotencyKey: intent.keyFor(wish) } });
    intent.granted();
    announce(t.add.linked);
    navigate('/vi');
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSent(true);
    if (kind.inputs.some(faultOf)) focusFirstFault(event.currentTarget);
    else run();
  };

  return (
    <form className="panel form" noValidate onSubmit={submit}>
      {kind.inputs.length === 0 && <p>{t.add.nothingToType}</p>}
      {kind.inputs.map((input) => (
        <TextField
          key={input.name}
          label={input.required ? local(input.label) : `${local(input.label)} (${t.field.optional})`}
          hint={local(input.hint)}
          fault={sent ? faultOf(input) : undefined}
          value={typed[input.name] ?? ''}
          onChange={(value) => setTyped({ ...typed, [input.name]: value })}
          placeholder={input.example}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={100}
          required={input.required}
        />
      ))}
      <p className="hint">{t.add.purpose}</p>
      <FailureNotice failure={failure} />
      <div className="actions">
        <Button type="submit" look="primary" icon="plus" busy={busy}>
          {t.add.link}
        </Button>
      </div>
    </form>
  );
}
