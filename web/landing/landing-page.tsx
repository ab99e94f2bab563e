import { useAction } from '../api/use-action.ts';
import { Button, ButtonLink } from '../elements/button.tsx';
import { Icon, type IconName } from '../elements/icon.tsx';
import { FailureNotice, Notice } from '../elements/notice.tsx';
import { useLanguage } from '../i18n/language.tsx';
import { RiverScene } from '../illustrations/river-scene.tsx';
import { Link, usePageHeading } from '../router.tsx';
import { passkeysSupported } from '../session/passkeys.ts';
import { useSession } from '../session/session.tsx';
import './landing.css';

export function LandingPage() {
  const { t } = useLanguage();
  const { status, signIn } = useSession();
  const heading = usePageHeading(t.app.city);
  const { run, busy, failure } = useAction(signIn);
  const farewell = status.is === 'visitor' ? status.farewell : undefined;

  return (
    <div className="landing">
      <section className="landing__hero">
        <div className="landing__words">
          {farewell && <Notice tone={farewell === 'signedOut' ? 'good' : 'info'}>{t.session[farewell]}</Notice>}
          <h1 ref={heading} tabIndex={-1}>
            {t.landing.title}
          </h1>
          <p className="lead">{t.landing.lead}</p>
          {passkeysSupported() ? (
            <div className="landing__enter">
              <Button look="primary" icon="key" wide busy={busy} onClick={run}>
                {t.landing.signIn}
              </Button>
              <p className="hint">{t.landing.signInHint}</p>
              <FailureNotice failure={failure} />
              <div className="landing__register">
                <span>{t.landing.registerLead}</span>
                <ButtonLink to="/dang-ky" wide>
                  {t.landing.register}
                </ButtonLink>
              </div>
            </div>
          ) : (
            <Notice tone="warning">{t.landing.unsupported}</Notice>
          )}
        </div>
        <div className="landing__picture">
          <RiverScene label={t.landing.illustration} />
        </div>
      </section>

      <section className="landing__features" aria-labelledby="features">
        <h2 id="features">{t.landing.features}</h2>
        <ul>
          <Feature icon="key" title={t.landing.oneTouch} text={t.landing.oneTouchText} />
          <Feature icon="verified" title={t.landing.alwaysTrue} text={t.landing.alwaysTrueText} />
          <Feature icon="see" title={t.landing.youKnow} text={t.landing.youKnowText} />
        </ul>
      </section>

      <p className="landing__check">
        <span>{t.landing.checkLead}</span>{' '}
        <Link to="/kiem-tra">
          {t.landing.check}
          <Icon name="next" size={18} />
        </Link>
      </p>
    </div>
  );
}

function Feature({ icon, title, text }: { icon: IconName; title: string; text: string }) {
  return (
    <li className="feature">
      <span className="feature__icon">
        <Icon name={icon} size={26} />
      </span>
      <h3>{title}</h3>
      <p>{text}</p>
    </li>
  );
}
