import { useState } from 'react';
import { execute } from '../api/execute.ts';
import { useLive } from '../api/live.ts';
import { useAction, useIntent } from '../api/use-action.ts';
import { useQuery } from '../api/use-query.ts';
import { Button, ButtonLink } from '../elements/button.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { FailureNotice, Notice } from '../elements/notice.tsx';
import { Page, Skeleton } from '../elements/page.tsx';
import { announce } from '../elements/toast.tsx';
import { useNow } from '../elements/use-now.ts';
import {
  HideDocumentDocument,
  RemoveDocumentDocument,
  RetryDocumentDocument,
  WalletDocumentChangedDocument,
  WalletDocumentDetailDocument,
  type WalletDocumentFieldsFragment,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { navigate } from '../router.tsx';
import { DocumentCard } from './document-card.tsx';
import { StatusBadge } from './status-badge.tsx';
import { StatusSentence, useStatusAge } from './status-sentence.tsx';
import './wallet.css';

type WalletDocument = WalletDocumentFieldsFragment;

export default function DocumentPage({ id }: { id: string }) {
  const { t, local } = useLanguage();
  const { data, failure, reload, update } = useQuery(WalletDocumentDetailDocument, { id });
  useLive(
    WalletDocumentChangedDocument,
    {},
    {
      next: ({ walletDocumentChanged: news }) => news.id === id && update(() => ({ walletDocument: news })),
      catchUp: () => void reload(),
    },
  );
  const document = data?.walletDocument;
  const back = { to: '/vi', label: t.nav.wallet };

  if (!document) {
    return (
      <Page title={t.wallet.title} back={back} narrow>
        {failure?.code === 'NOT_FOUND' || failure?.code === 'BAD_USER_INPUT' ? (
          <Notice tone="warning">{t.document.notFound}</Notice>
        ) : failure ? (
          <FailureNotice failure={failure} onRetry={() => void reload()} />
        ) : (
          <Skeleton />
        )}
      </Page>
    );
  }
  return (
    <Page key="document" title={local(document.kind.name)} lead={local(document.kind.issuer)} back={back}>
      <FailureNotice failure={failure} onRetry={() => void reload()} />
      <Detail document={document} onChange={(next) => update(() => ({ walletDocument: next }))} />
    </Page>
  );
}

function Detail({ document, onChange }: { document: WalletDocument; onChange(document: WalletDocument): void }) {
  const { t } = useLanguage();
  const nowMs = useNow(10_000);
  return (
    <div className="detail">
      <div className="detail__main">
        <DocumentCard document={document} nowMs={nowMs} />
        {document.status === 'VERIFIED' ? (
          <ButtonLink to={`/vi/${document.id}/dua`} look="primary" icon="qr" wide>
            {t.document.show}
          </ButtonLink>
        ) : (
          document.status !== 'PENDING' && <p className="hint">{t.document.showOnlyVerified}</p>
        )}
        <Face document={document} />
      </div>
      <div className="detail__side">
        <StatusPanel document={document} nowMs={nowMs} onChange={onChange} />
        <ManagePanel document={document} onChange={onChange} />
      </div>
    </div>
  );
}

function Face({ document }: { document: WalletDocument }) {
  const { t, format, local } = useLanguage();
  return (
    <section className="panel" aria-labelledby="face">
      <h2 id="face">{t.document.details}</h2>
      {document.face.length === 0 ? (
        <p className="hint">{t.document.noFace}</p>
      ) : (
        <dl className="facts">
          {document.face.map((field) => (
            <div key={field.name}>
              <dt>{local(field.label)}</dt>
              <dd>{format.value(field.value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function StatusPanel({
  document,
  nowMs,
  onChange,
}: {
  document: WalletDocument;
  nowMs: number;
  onChange(document: WalletDocument): void;
}) {
  const { t, format } = useLanguage();
  const ageOf = useStatusAge();
  const intent = useIntent();
  const retry = useAction(async () => {
    const wish = { documentId: document.id };
    const { retryDocument } = await execute(RetryDocumentDocument, {
      input: { ...wish, idempotencyKey: intent.keyFor(wish) },
    });
    intent.granted();
    onChange(retryDocument);
    announce(t.document.retried);
  });
  const canRetry = document.status !== 'VERIFIED' && document.status !== 'PENDING';

  return (
    <section className="panel" aria-labelledby="status" aria-live="polite">
      <h2 id="status">{t.document.status}</h2>
      <p className="status-line">
        <StatusBadge status={document.status} />
        {document.status !== 'PENDING' && <span className="hint">{ageOf(document, nowMs)}</span>}
      </p>
      <p>
        <StatusSentence document={document} />
      </p>
      {document.status === 'MISMATCH' && <p className="hint">{t.statusText.mismatchHelp}</p>}
      <dl className="facts facts--small">
        <div>
          <dt>{t.document.linkedAt}</dt>
          <dd>{format.moment(document.linkedAt)}</dd>
        </div>
        {document.checkedAt && (
          <div>
            <dt>{t.document.checkedAt}</dt>
            <dd>{format.moment(document.checkedAt)}</dd>
          </div>
        )}
        {document.nextTryAt && (
          <div>
            <dt>{t.document.nextTryAt}</dt>
            <dd>{format.moment(document.nextTryAt)}</dd>
          </div>
        )}
        {(document.validFrom || document.validTo) && (
          <div>
            <dt>{t.document.valid}</dt>
            <dd>
              {document.validFrom && document.validTo
                ? t.document.validRange(format.date(document.validFrom), format.date(document.validTo))
                : document.validTo
                  ? t.wallet.validTo(format.date(document.validTo))
                  : t.document.validFrom(format.date(document.validFrom ?? ''))}
            </dd>
          </div>
        )}
      </dl>
      <FailureNotice failure={retry.failure} />
      {canRetry && (
        <Button icon="refresh" busy={retry.busy} onClick={retry.run}>
          {t.document.retry}
        </Button>
      )}
    </section>
  );
}

function ManagePanel({ document, onChange }: { document: WalletDocument; onChange(document: WalletDocument): void }) {
  const { t } = useLanguage();
  const [removing, setRemoving] = useState(false);
  const hide = useAction(async () => {
    const input = { documentId: document.id, hidden: !document.hidden };
    const { hideDocument } = await execute(HideDocumentDocument, { input });
    onChange(hideDocument);
    announce(hideDocument.hidden ? t.wallet.hiddenNow : t.wallet.shownNow);
  });
  const remove = useAction(async () => {
    await execute(RemoveDocumentDocument, { input: { documentId: document.id } });
    announce(t.document.removed);
    navigate('/vi', { replace: true });
  });

  return (
    <section className="panel" aria-labelledby="manage">
      <h2 id="manage">{t.document.manage}</h2>
      <FailureNotice failure={hide.failure} />
      <div className="stack">
        <Button icon={document.hidden ? 'see' : 'hide'} busy={hide.busy} onClick={hide.run}>
          {document.hidden ? t.wallet.unhide : t.wallet.hide}
        </Button>
        <Button look="danger" icon="remove" onClick={() => setRemoving(true)}>
          {t.document.remove}
        </Button>
      </div>
      {removing && (
        <Dialog title={t.document.removeTitle} onClose={() => setRemoving(false)}>
          <p>{t.document.removeText}</p>
          <FailureNotice failure={remove.failure} />
          <div className="actions">
            <Button look="danger" icon="remove" busy={remove.busy} onClick={remove.run}>
              {t.document.remove}
            </Button>
            <Button look="quiet" onClick={() => setRemoving(false)}>
              {t.action.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
