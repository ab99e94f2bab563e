import { execute } from '../api/execute.ts';
import { useAction } from '../api/use-action.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../elements/button.tsx';
import { Icon, type IconName } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { Skeleton } from '../elements/page.tsx';
import { ActivitiesDocument, type ActivityAction, DocumentKindsDocument } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';

const pageSize = 12;

const icons: Record<ActivityAction, IconName> = {
  ACCOUNT_REGISTERED: 'user',
  SIGNED_IN: 'key',
  PASSKEY_ADDED: 'plus',
  PASSKEY_REMOVED: 'remove',
  PASSKEY_LOCKED: 'lock',
  ACCOUNT_LOCKED: 'lock',
  ACCOUNT_UNLOCKED: 'unlock',
  SESSIONS_ENDED: 'leave',
  DOCUMENT_LINK_REQUESTED: 'plus',
  DOCUMENT_SETTLED: 'paper',
  DOCUMENT_REMOVED: 'remove',
  DOCUMENT_SHOWN: 'qr',
  DOCUMENT_CHECKED: 'see',
};

/** Everything that happened to the account, the newest first. */
export function Activities() {
  const { t, format, local } = useLanguage();
  const { data, failure, reload, update } = useQuery(ActivitiesDocument, { first: pageSize });
  const activities = data?.me?.activities;
  const more = useAction(async () => {
    const after = activities?.pageInfo.endCursor ?? null;
    const next = (await execute(ActivitiesDocument, { first: pageSize, after })).me?.activities;
    if (!next) return;
    update(({ me }) => ({
      me: me && { ...me, activities: { ...next, edges: [...me.activities.edges, ...next.edges] } },
    }));
  });
  const kinds = useQuery(DocumentKindsDocument, {}).data?.documentKinds ?? [];
  /** The subject is a name the citizen gave, or the code of a kind of document. */
  const subjectName = (subject: string) => {
    const kind = kinds.find(({ code }) => code === subject);
    return kind ? local(kind.name) : subject;
  };

  return (
    <section className="panel" aria-labelledby="activities">
      <h2 id="activities">{t.account.activities}</h2>
      <p>{t.account.activitiesLead}</p>
      <FailureNotice failure={failure ?? more.failure} onRetry={() => void reload()} />
      {!activities ? (
        !failure && <Skeleton />
      ) : activities.edges.length === 0 ? (
        <p className="hint">{t.account.noActivities}</p>
      ) : (
        <ol className="timeline">
          {activities.edges.map(({ node }) => (
            <li key={node.id}>
              <span className="timeline__icon">
                <Icon name={icons[node.action]} size={18} />
              </span>
              <span className="timeline__words">
                <strong>{t.account[node.action]}</strong>
                {node.subject && <span>{subjectName(node.subject)}</span>}
                <time className="hint" dateTime={node.at}>
                  {format.moment(node.at)}
                </time>
              </span>
            </li>
          ))}
        </ol>
      )}
      {activities?.pageInfo.hasNextPage && (
        <Button busy={more.busy} onClick={more.run}>
          {t.action.more}
        </Button>
      )}
    </section>
  );
}
