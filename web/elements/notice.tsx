import type { ReactNode } from 'react';
import type { Failure } from '../api/failure.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'good' | 'info' | 'warning' | 'bad';

const icons: Record<Tone, IconName> = { good: 'verified', info: 'info', warning: 'alert', bad: 'alert' };

export function Notice({ tone, children, action }: { tone: Tone; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={`notice notice--${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div className="notice__text">{children}</div>
      {action}
    </div>
  );
}

/** What a failure means in the citizen's language, by its code. */
export function useFailureText(): (failure: Failure) => string {
  const { t, format } = useLanguage();
  return (failure) => {
    const known: Record<string, unknown> = t.failure;
    const text = known[failure.code];
    const sentence = typeof text === 'string' ? text : t.failure.UNEXPECTED;
    if (failure.retryAfterSeconds === undefined) return sentence;
    return `${sentence} ${t.failure.retryAfter(format.wait(failure.retryAfterSeconds))}`;
  };
}

export function FailureNotice({ failure, onRetry }: { failure: Failure | undefined; onRetry?: () => void }) {
  const { t } = useLanguage();
  const textOf = useFailureText();
  if (!failure) return null;
  return (
    <Notice
      tone="bad"
      action={
        onRetry && (
          <Button icon="refresh" onClick={onRetry}>
            {t.action.retry}
          </Button>
        )
      }
    >
      {textOf(failure)}
    </Notice>
  );
}
