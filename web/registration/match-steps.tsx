import type { ReactNode } from 'react';
import { Button, ButtonLink } from '../elements/button.tsx';
import { Icon, type IconName } from '../elements/icon.tsx';
import { useLanguage } from '../i18n/language.tsx';

export function MatchingStep() {
  const { t } = useLanguage();
  return (
    <Outcome icon="history" turning title={t.registration.matchingTitle}>
      <p>{t.registration.matchingText}</p>
    </Outcome>
  );
}

export function WaitingStep({ nextTryAt }: { nextTryAt: string | null }) {
  const { t, format } = useLanguage();
  return (
    <Outcome icon="clock" title={t.registration.waitingTitle}>
      <p>{t.registration.waitingText}</p>
      {nextTryAt && <p className="outcome__strong">{t.registration.waitingNext(format.time(nextTryAt))}</p>}
    </Outcome>
  );
}

/** Says that the details do not match, and never which: whoever guesses must not learn from the answer. */
export function NotMatchedStep({ onStartAgain }: { onStartAgain(): void }) {
  const { t } = useLanguage();
  return (
    <Outcome icon="differ" tone="warning" title={t.registration.notMatchedTitle}>
      <p>{t.registration.notMatchedText}</p>
      <p>{t.registration.notMatchedTry}</p>
      <ul className="points">
        {t.registration.notMatchedHints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      <p className="hint">{t.registration.notMatchedHelp}</p>
      <div className="actions">
        <Button look="primary" onClick={onStartAgain}>
          {t.registration.startAgain}
        </Button>
      </div>
    </Outcome>
  );
}

export function ExpiredStep({ onStartAgain }: { onStartAgain(): void }) {
  const { t } = useLanguage();
  return (
    <Outcome icon="ended" title={t.registration.expiredTitle}>
      <p>{t.registration.expiredText}</p>
      <div className="actions">
        <Button look="primary" onClick={onStartAgain}>
          {t.registration.startAgain}
        </Button>
      </div>
    </Outcome>
  );
}

export function CompletedStep({ onLeave }: { onLeave(): void }) {
  const { t } = useLanguage();
  return (
    <Outcome icon="verified" tone="good" title={t.registration.completedTitle}>
      <p>{t.registration.completedText}</p>
      <div className="actions">
        <ButtonLink to="/" look="primary">
          {t.action.signIn}
        </ButtonLink>
        <Button look="quiet" onClick={onLeave}>
          {t.registration.startAgain}
        </Button>
      </div>
    </Outcome>
  );
}

/** A step at which there is something to read rather than to type. Read out as soon as it appears. */
export function Outcome({
  icon,
  title,
  tone = 'calm',
  turning = false,
  children,
}: {
  icon: IconName;
  title: string;
  tone?: 'calm' | 'good' | 'warning';
  turning?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={`panel outcome outcome--${tone}`} aria-live="polite">
      <span className={turning ? 'outcome__icon outcome__icon--turning' : 'outcome__icon'}>
        <Icon name={icon} size={34} />
      </span>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
