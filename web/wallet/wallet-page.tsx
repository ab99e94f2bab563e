import { useState } from 'react';
import { execute } from '../api/execute.ts';
import { useLive } from '../api/live.ts';
import { useAction } from '../api/use-action.ts';
import { useQuery } from '../api/use-query.ts';
import { Button, ButtonLink } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { Page, Skeleton } from '../elements/page.tsx';
import { announce } from '../elements/toast.tsx';
import { useNow } from '../elements/use-now.ts';
import {
  HideDocumentDocument,
  OrderDocumentsDocument,
  WalletDocumentChangedDocument,
  type WalletDocumentFieldsFragment,
  WalletHomeDocument,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { EmptyWallet } from '../illustrations/waves.tsx';
import { givenName } from '../layout.tsx';
import { useCitizen } from '../session/session.tsx';
import { DocumentCard } from './document-card.tsx';
import './wallet.css';

type WalletDocument = WalletDocumentFieldsFragment;

export default function WalletPage() {
  const { t } = useLanguage();
  const citizen = useCitizen();
  const [arranging, setArranging] = useState(false);
  const { data, failure, reload, update } = useQuery(WalletHomeDocument, { includeHidden: true });
  const setDocuments = (change: (documents: WalletDocument[]) => WalletDocument[]) =>
    update(({ wallet }) => ({ wallet: { ...wallet, documents: change(wallet.documents) } }));
  const up = useLive(
    WalletDocumentChangedDocument,
    {},
    {
      next: ({ walletDocumentChanged: news }) => setDocuments((documents) => withNews(documents, news)),
      catchUp: () => void reload(),
    },
  );

  const documents = data?.wallet.documents ?? [];
  const visible = documents.filter(({ hidden }) => !hidden);
  const hidden = documents.filter((document) => document.hidden);

  return (
    <Page
      title={t.wallet.greeting(givenName(citizen.fullName))}
      lead={t.wallet.lead}
      aside={
        documents.length > 0 && (
          <ButtonLink to="/vi/them" look="primary" icon="plus">
            {t.wallet.add}
          </ButtonLink>
        )
      }
    >
      <FailureNotice failure={failure} onRetry={() => void reload()} />
      {!data ? (
        !failure && <Skeleton lines={4} />
      ) : documents.length === 0 ? (
        <Empty />
      ) : (
        <section aria-labelledby="documents">
          <div className="section-head">
            <h2 id="documents">{t.wallet.documents}</h2>
            {up && (
              <span className="live">
                <span className="live__dot" />
                {t.wallet.live}
              </span>
            )}
            {(arranging || visible.length > 1 || hidden.length > 0) && (
              <Button
                look="quiet"
                icon={arranging ? 'check' : 'arrange'}
                aria-pressed={arranging}
                onClick={() => setArranging(!arranging)}
              >
                {arranging ? t.wallet.arrangeDone : t.wallet.arrange}
              </Button>
            )}
          </div>
          {arranging ? (
            <Arrange documents={documents} onChange={(next) => setDocuments(() => next)} />
          ) : (
            <Cards documents={visible} hiddenCount={hidden.length} onArrange={() => setArranging(true)} />
          )}
        </section>
      )}
    </Page>
  );
}

function withNews(documents: WalletDocument[], news: WalletDocument): WalletDocument[] {
  const known = documents.some(({ id }) => id === news.id);
  return known ? documents.map((document) => (document.id === news.id ? news : document)) : [...documents, news];
}

function Empty() {
  const { t } = useLanguage();
  return (
    <section className="panel empty">
      <EmptyWallet />
      <h2>{t.wallet.empty}</h2>
      <p>{t.wallet.emptyText}</p>
      <ButtonLink to="/vi/them" look="primary" icon="plus">
        {t.wallet.add}
      </ButtonLink>
    </section>
  );
}

function Cards({
  documents,
  hiddenCount,
  onArrange,
}: {
  documents: WalletDocument[];
  hiddenCount: number;
  onArrange(): void;
}) {
  const { t } = useLanguage();
  const nowMs = useNow(15_000);
  return (
    <>
      <ul className="cards">
        {documents.map((document) => (
          <li key={document.id}>
            <DocumentCard document={document} nowMs={nowMs} to={`/vi/${document.id}`} />
          </li>
        ))}
      </ul>
      {hiddenCount > 0 && (
        <Button look="quiet" icon="hide" onClick={onArrange}>
          {t.wallet.showHidden(hiddenCount)}
        </Button>
      )}
    </>
  );
}

/** Order and visibility. Buttons rather than dragging: they work by touch, by keyboard and by ear. */
function Arrange({
  documents,
  onChange,
}: {
  documents: WalletDocument[];
  onChange(documents: WalletDocument[]): void;
}) {
  const { t, local } = useLanguage();

  const move = useAction(async (from: number, to: number) => {
    const moved = documents[from];
    if (!moved) return;
    const next = documents.toSpliced(from, 1).toSpliced(to, 0, moved);
    onChange(next);
    announce(t.wallet.moved(local(moved.kind.name), to + 1));
    try {
      const input = { documentIds: next.map(({ id }) => id) };
      onChange((await execute(OrderDocumentsDocument, { input })).orderDocuments.documents);
    } catch (thrown) {
      onChange(documents);
      throw thrown;
    }
  });
  const hide = useAction(async ({ id, hidden }: WalletDocument) => {
    const { hideDocument } = await execute(HideDocumentDocument, { input: { documentId: id, hidden: !hidden } });
    onChange(withNews(documents, hideDocument));
    announce(hidden ? t.wallet.shownNow : t.wallet.hiddenNow);
  });

  return (
    <>
      <FailureNotice failure={move.failure ?? hide.failure} />
      <ol className="arrange">
        {documents.map((document, index) => {
          const name = local(document.kind.name);
          return (
            <li key={document.id} className={document.hidden ? 'arrange__row arrange__row--hidden' : 'arrange__row'}>
              <span className="arrange__name">
                {name}
                {document.hidden && <span className="hint">{t.wallet.hiddenTitle}</span>}
              </span>
              <RoundButton
                icon="up"
                label={t.wallet.moveUp(name)}
                disabled={index === 0}
                onClick={() => move.run(index, index - 1)}
              />
              <RoundButton
                icon="down"
                label={t.wallet.moveDown(name)}
                disabled={index === documents.length - 1}
                onClick={() => move.run(index, index + 1)}
              />
              <RoundButton
                icon={document.hidden ? 'see' : 'hide'}
                label={document.hidden ? t.wallet.unhideNamed(name) : t.wallet.hideNamed(name)}
                onClick={() => hide.run(document)}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}

function RoundButton({
  icon,
  label,
  disabled = false,
  onClick,
}: {
  icon: 'up' | 'down' | 'hide' | 'see';
  label: string;
  disabled?: boolean;
  onClick(): void;
}) {
  return (
    // aria-disabled rather than disabled: a row that reaches the top keeps the focus on its button.
    <button
      type="button"
      className="round-button"
      aria-label={label}
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && onClick()}
    >
      <Icon name={icon} />
    </button>
  );
}
