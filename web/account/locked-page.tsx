import { execute } from '../api/execute.ts';
import { useAction } from '../api/use-action.ts';
import { Button } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { Page } from '../elements/page.tsx';
import { announce } from '../elements/toast.tsx';
import { UnlockAccountDocument } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { navigate } from '../router.tsx';
import { useSession } from '../session/session.tsx';
import { useStepUp } from '../session/step-up.tsx';

/** All that a locked account can reach. */
export default function LockedPage() {
  const { t } = useLanguage();
  const { enter } = useSession();
  const stepUp = useStepUp();
  const { run, busy, failure } = useAction(async () => {
    const citizen = await stepUp(
      async (assertion) =>
        (await execute(UnlockAccountDocument, { input: assertion ? { stepUp: assertion } : {} })).unlockAccount,
    );
    announce(t.account.unlocked);
    navigate('/vi', { replace: true });
    enter(citizen);
  });
  return (
    <Page title={t.account.lockedTitle} narrow>
      <section className="panel outcome outcome--warning">
        <span className="outcome__icon">
          <Icon name="lock" size={34} />
        </span>
        <p>{t.account.lockedText}</p>
        <FailureNotice failure={failure} />
        <div className="actions">
          <Button look="primary" icon="unlock" busy={busy} onClick={run}>
            {t.account.unlock}
          </Button>
        </div>
      </section>
    </Page>
  );
}
