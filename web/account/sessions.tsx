import { execute } from '../api/execute.ts';
import { useAction } from '../api/use-action.ts';
import { Button } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { announce } from '../elements/toast.tsx';
import { useNow } from '../elements/use-now.ts';
import { EndOtherSessionsDocument, EndSessionDocument, type SessionFieldsFragment } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';

type Session = SessionFieldsFragment;

export function Sessions({ sessions, onChange }: { sessions: Session[]; onChange(sessions: Session[]): void }) {
  const { t, format } = useLanguage();
  const nowMs = useNow(30_000);
  const end = useAction(async (sessionId: string) => {
    const { endSession } = await execute(EndSessionDocument, { input: { sessionId } });
    onChange(endSession.sessions);
    announce(t.account.ended);
  });
  const endOthers = useAction(async () => {
    onChange((await execute(EndOtherSessionsDocument, {})).endOtherSessions.sessions);
    announce(t.account.othersEnded);
  });

  return (
    <section className="panel" aria-labelledby="sessions">
      <h2 id="sessions">{t.account.sessions}</h2>
      <p>{t.account.sessionsLead}</p>
      <ul className="rows">
        {sessions.map((session) => (
          <li key={session.id} className="row">
            <span className="row__icon">
              <Icon name="device" size={22} />
            </span>
            <div className="row__words">
              <strong>
                {session.device} {session.current && <span className="tag">{t.account.current}</span>}
              </strong>
              <span className="hint">
                {t.account.lastSeen(format.age(session.lastSeenAt, nowMs))}
                {' · '}
                {t.account.started(format.moment(session.startedAt))}{' '}
                {session.passkeyName && t.account.withPasskey(session.passkeyName)}
              </span>
            </div>
            {!session.current && (
              <div className="row__actions">
                <Button
                  aria-label={t.account.endNamed(session.device)}
                  busy={end.busy}
                  onClick={() => end.run(session.id)}
                >
                  {t.account.end}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <FailureNotice failure={end.failure ?? endOthers.failure} />
      {sessions.length > 1 && (
        <Button icon="leave" busy={endOthers.busy} onClick={endOthers.run}>
          {t.account.endOthers}
        </Button>
      )}
    </section>
  );
}
