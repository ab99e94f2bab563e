import { useEffect, useState } from 'react';
import { execute } from '../api/execute.ts';
import { useAction } from '../api/use-action.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../elements/button.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { Page, Skeleton } from '../elements/page.tsx';
import { AccountDocument, LockAccountDocument } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useCitizen, useSession } from '../session/session.tsx';
import { Activities } from './activities.tsx';
import { Passkeys } from './passkeys.tsx';
import { Sessions } from './sessions.tsx';
import './account.css';

export default function AccountPage() {
  const { t } = useLanguage();
  const { data, failure, reload, update } = useQuery(AccountDocument, {});
  const { lost } = useSession();
  const me = data?.me;
  useEffect(() => {
    if (data && !data.me) lost();
  }, [data, lost]);

  return (
    <Page title={t.account.title}>
      <FailureNotice failure={failure} onRetry={() => void reload()} />
      <div className="account">
        <div className="account__column">
          <Identity />
          {me ? (
            <>
              <Passkeys
                passkeys={me.passkeys}
                onChange={(passkeys) => update((now) => ({ me: now.me && { ...now.me, passkeys } }))}
              />
              <Sessions
                sessions={me.sessions}
                onChange={(sessions) => update((now) => ({ me: now.me && { ...now.me, sessions } }))}
              />
            </>
          ) : (
            !failure && <Skeleton lines={5} />
          )}
        </div>
        <div className="account__column">
          <Lock />
          <Activities />
        </div>
      </div>
    </Page>
  );
}

function Identity() {
  const { t, format } = useLanguage();
  const citizen = useCitizen();
  return (
    <section className="panel identity" aria-labelledby="identity">
      <h2 id="identity">{t.account.identity}</h2>
      <p className="identity__name">{citizen.fullName}</p>
      <p className="identity__level">
        <Icon name="verified" />
        <span>
          <strong>{t.account[citizen.level]}</strong>
          <span className="hint">{t.account[`${citizen.level}_text`]}</span>
        </span>
      </p>
      <dl className="facts">
        <div>
          <dt>{t.field.personalId}</dt>
          <dd>{citizen.maskedPersonalId}</dd>
        </div>
        <div>
          <dt>{t.field.bornOn}</dt>
          <dd>{format.date(citizen.bornOn)}</dd>
        </div>
        <div>
          <dt>{t.account.sex}</dt>
          <dd>{t.account[citizen.sex]}</dd>
        </div>
        <div>
          <dt>{t.account.phone}</dt>
          <dd>{citizen.maskedPhone}</dd>
        </div>
        <div>
          <dt>{t.account.registeredAt}</dt>
          <dd>{format.day(citizen.registeredAt)}</dd>
        </div>
      </dl>
    </section>
  );
}

function Lock() {
  const { t } = useLanguage();
  const { enter } = useSession();
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useAction(async () => {
    const { lockAccount } = await execute(LockAccountDocument, {});
    setAsking(false);
    enter(lockAccount);
  });
  return (
    <section className="panel" aria-labelledby="lock">
      <h2 id="lock">{t.account.lock}</h2>
      <p>{t.account.lockText}</p>
      <Button look="danger" icon="lock" onClick={() => setAsking(true)}>
        {t.account.lock}
      </Button>
      {asking && (
        <Dialog title={t.account.lockTitle} onClose={() => setAsking(false)}>
          <p>{t.account.lockConfirm}</p>
          <FailureNotice failure={failure} />
          <div className="actions">
            <Button look="danger" icon="lock" busy={busy} onClick={run}>
              {t.account.lock}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {t.action.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
