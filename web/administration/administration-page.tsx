import { execute } from '../api/execute.ts';
import { useAction } from '../api/use-action.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../elements/button.tsx';
import { Icon, type IconName } from '../elements/icon.tsx';
import { FailureNotice, Notice } from '../elements/notice.tsx';
import { Page, Skeleton } from '../elements/page.tsx';
import { announce } from '../elements/toast.tsx';
import { useNow } from '../elements/use-now.ts';
import {
  type DeadLetterFieldsFragment,
  OperationsDocument,
  type OperationsQuery,
  ReplayDeadLetterDocument,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useCitizen } from '../session/session.tsx';
import './administration.css';

const pageSize = 20;

export default function AdministrationPage() {
  const { t } = useLanguage();
  const citizen = useCitizen();
  if (!citizen.roles.includes('ADMINISTRATOR')) {
    return (
      <Page title={t.administration.title} narrow>
        <Notice tone="warning">{t.administration.forbidden}</Notice>
      </Page>
    );
  }
  return <Operations />;
}

function Operations() {
  const { t } = useLanguage();
  const { data, failure, loading, reload, update } = useQuery(OperationsDocument, { first: pageSize });
  const more = useAction(async () => {
    const after = data?.deadLetters.pageInfo.endCursor ?? null;
    const next = (await execute(OperationsDocument, { first: pageSize, after })).deadLetters;
    update((now) => ({ ...now, deadLetters: { ...next, edges: [...now.deadLetters.edges, ...next.edges] } }));
  });
  const replaced = (letter: DeadLetterFieldsFragment) =>
    update((now) => ({
      ...now,
      deadLetters: {
        ...now.deadLetters,
        edges: now.deadLetters.edges.map((edge) => (edge.node.id === letter.id ? { ...edge, node: letter } : edge)),
      },
    }));

  return (
    <Page
      title={t.administration.title}
      lead={t.administration.lead}
      aside={
        <div className="actions">
          <Button icon="refresh" busy={loading && data !== undefined} onClick={() => void reload()}>
            {t.administration.refresh}
          </Button>
          {/* The board is a page of the server, not of this app. */}
          <a className="button button--secondary" href="/quan-tri/hang-doi">
            <Icon name="gauge" />
            <span>{t.administration.queues}</span>
          </a>
        </div>
      }
    >
      <FailureNotice failure={failure} onRetry={() => void reload()} />
      {data ? (
        <>
          <Backlog backlog={data.backlog} />
          <Registries registries={data.registryHealth} />
          <DeadLetters letters={data.deadLetters.edges.map(({ node }) => node)} onReplayed={replaced} />
          <FailureNotice failure={more.failure} />
          {data.deadLetters.pageInfo.hasNextPage && (
            <Button busy={more.busy} onClick={more.run}>
              {t.action.more}
            </Button>
          )}
        </>
      ) : (
        !failure && <Skeleton lines={6} />
      )}
    </Page>
  );
}

function Backlog({ backlog }: { backlog: OperationsQuery['backlog'] }) {
  const { t, format } = useLanguage();
  const nowMs = useNow(15_000);
  const figures: { label: string; value: string; alarm: boolean }[] = [
    { label: t.administration.owed, value: String(backlog.owed), alarm: false },
    { label: t.administration.overdue, value: String(backlog.overdue), alarm: backlog.overdue > 0 },
    {
      label: t.administration.oldest,
      value: backlog.oldestOwedAt ? format.age(backlog.oldestOwedAt, nowMs) : t.administration.none,
      alarm: false,
    },
    { label: t.administration.deadLetters, value: String(backlog.deadLetters), alarm: backlog.deadLetters > 0 },
  ];
  return (
    <section aria-labelledby="backlog">
      <h2 id="backlog">{t.administration.backlog}</h2>
      <dl className="figures">
        {figures.map(({ label, value, alarm }) => (
          <div key={label} className={alarm ? 'figure figure--alarm' : 'figure'}>
            <dt>{label}</dt>
            <dd>
              {alarm && <Icon name="alert" />}
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const stateIcons: Record<OperationsQuery['registryHealth'][number]['state'], IconName> = {
  UP: 'verified',
  DEGRADED: 'alert',
  DOWN: 'unreachable',
  UNKNOWN: 'info',
};

function Registries({ registries }: { registries: OperationsQuery['registryHealth'] }) {
  const { t, format, local } = useLanguage();
  const nowMs = useNow(15_000);
  return (
    <section className="panel" aria-labelledby="registries">
      <h2 id="registries">{t.administration.registries}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.administration.registry}</th>
            <th scope="col">{t.administration.state}</th>
            <th scope="col">{t.administration.answers}</th>
            <th scope="col">{t.administration.failures}</th>
            <th scope="col">{t.administration.median}</th>
            <th scope="col">{t.administration.lastAnswer}</th>
            <th scope="col">{t.administration.lastFailure}</th>
          </tr>
        </thead>
        <tbody>
          {registries.map((registry) => (
            <tr key={registry.registry}>
              <th scope="row">{local(registry.name)}</th>
              <td data-label={t.administration.state}>
                <span className={`badge badge--registry-${registry.state.toLowerCase()}`}>
                  <Icon name={stateIcons[registry.state]} size={18} />
                  {t.administration[registry.state]}
                </span>
              </td>
              <td data-label={t.administration.answers}>{registry.answersLastHour}</td>
              <td data-label={t.administration.failures}>{registry.failuresLastHour}</td>
              <td data-label={t.administration.median}>
                {registry.medianMilliseconds === null ? '–' : `${registry.medianMilliseconds} ms`}
              </td>
              <td data-label={t.administration.lastAnswer}>
                {registry.lastAnswerAt ? format.age(registry.lastAnswerAt, nowMs) : '–'}
              </td>
              <td data-label={t.administration.lastFailure}>
                {registry.lastFailure
                  ? `${registry.lastFailure} · ${registry.lastFailureAt ? format.age(registry.lastFailureAt, nowMs) : ''}`
                  : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DeadLetters({
  letters,
  onReplayed,
}: {
  letters: DeadLetterFieldsFragment[];
  onReplayed(letter: DeadLetterFieldsFragment): void;
}) {
  const { t } = useLanguage();
  return (
    <section className="panel" aria-labelledby="dead-letters">
      <h2 id="dead-letters">{t.administration.deadLetters}</h2>
      <p>{t.administration.deadLettersLead}</p>
      {letters.length === 0 ? (
        <p className="hint">{t.administration.noDeadLetters}</p>
      ) : (
        <ul className="rows">
          {letters.map((letter) => (
            <DeadLetterRow key={letter.id} letter={letter} onReplayed={onReplayed} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DeadLetterRow({
  letter,
  onReplayed,
}: {
  letter: DeadLetterFieldsFragment;
  onReplayed(letter: DeadLetterFieldsFragment): void;
}) {
  const { t, format } = useLanguage();
  const nowMs = useNow(15_000);
  const { run, busy, failure } = useAction(async () => {
    const input = { deadLetterId: letter.id };
    onReplayed((await execute(ReplayDeadLetterDocument, { input })).replayDeadLetter);
    announce(t.administration.replayedNow);
  });
  return (
    <li className="row row--letter">
      <div className="row__words">
        <strong>{letter.reaction}</strong>
        <span className="hint">
          {letter.event} · {t.administration.attempts}: {letter.attempts} · {t.administration.failedAt}{' '}
          {format.moment(letter.failedAt)}
        </span>
        <code className="cause">{letter.cause}</code>
        <FailureNotice failure={failure} />
      </div>
      <div className="row__actions">
        {letter.replayedAt ? (
          <span className="tag">{t.administration.replayed(format.age(letter.replayedAt, nowMs))}</span>
        ) : (
          <Button icon="refresh" aria-label={t.administration.replayNamed(letter.reaction)} busy={busy} onClick={run}>
            {t.administration.replay}
          </Button>
        )}
      </div>
    </li>
  );
}
