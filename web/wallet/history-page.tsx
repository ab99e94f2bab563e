import { execute } from '../api/execute.ts';
import { useLive } from '../api/live.ts';
import { useAction } from '../api/use-action.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { Page, Skeleton } from '../elements/page.tsx';
import { useNow } from '../elements/use-now.ts';
import {
  PresentationCheckedDocument,
  type PresentationFieldsFragment,
  PresentationsDocument,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { kindLook } from './kind-looks.ts';
import './wallet.css';

const pageSize = 20;

/** Who checked which document, and when. */
export default function HistoryPage() {
  const { t } = useLanguage();
  const { data, failure, reload, update } = useQuery(PresentationsDocument, { first: pageSize });
  const nowMs = useNow(5000);
  const presentations = data?.wallet.presentations;

  useLive(
    PresentationCheckedDocument,
    {},
    {
      next: ({ presentationChecked: news }) =>
        update(({ wallet }) => ({
          wallet: {
            ...wallet,
            presentations: {
              ...wallet.presentations,
              edges: wallet.presentations.edges.map((edge) =>
                edge.node.id === news.id ? { ...edge, node: news } : edge,
              ),
            },
          },
        })),
      catchUp: () => void reload(),
    },
    { pollMs: 15_000 },
  );

  const more = useAction(async () => {
    const after = presentations?.pageInfo.endCursor ?? null;
    const next = (await execute(PresentationsDocument, { first: pageSize, after })).wallet.presentations;
    update(({ wallet }) => ({
      wallet: { ...wallet, presentations: { ...next, edges: [...wallet.presentations.edges, ...next.edges] } },
    }));
  });

  return (
    <Page title={t.history.title} lead={t.history.lead}>
      <FailureNotice failure={failure} onRetry={() => void reload()} />
      {!presentations ? (
        !failure && <Skeleton lines={4} />
      ) : presentations.edges.length === 0 ? (
        <section className="panel empty">
          <span className="outcome__icon">
            <Icon name="see" size={34} />
          </span>
          <h2>{t.history.empty}</h2>
          <p>{t.history.emptyText}</p>
        </section>
      ) : (
        <ol className="looks">
          {presentations.edges.map(({ node }) => (
            <Look key={node.id} presentation={node} nowMs={nowMs} />
          ))}
        </ol>
      )}
      <FailureNotice failure={more.failure} />
      {presentations?.pageInfo.hasNextPage && (
        <Button busy={more.busy} onClick={more.run}>
          {t.action.more}
        </Button>
      )}
    </Page>
  );
}

function Look({ presentation, nowMs }: { presentation: PresentationFieldsFragment; nowMs: number }) {
  const { t, format, local } = useLanguage();
  const { icon, className } = kindLook(presentation.document.code);
  const waiting = !presentation.checkedAt && Date.parse(presentation.expiresAt) > nowMs;
  return (
    <li className={presentation.checkedAt ? 'look' : 'look look--unseen'}>
      <span className={`look__icon ${className}`}>
        <Icon name={icon} size={24} />
      </span>
      <div className="look__words">
        <h2>{presentation.checkedBy ?? (waiting ? t.history.waiting : t.history.notChecked)}</h2>
        <p>
          {local(presentation.document.name)}
          {presentation.checkedAt && ` · ${t.history.checked.toLowerCase()} ${format.moment(presentation.checkedAt)}`}
        </p>
        <p className="hint">
          {t.history.fields}: {presentation.fields.map(({ label }) => local(label)).join(', ')}
        </p>
        <p className="hint">
          {t.history.shownAt(format.moment(presentation.createdAt))}
          {!presentation.checkedAt && !waiting && ` · ${t.history.notSeen}`}
        </p>
      </div>
    </li>
  );
}
