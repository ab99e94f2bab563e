import { type FormEvent, useState } from 'react';
import { execute } from '../api/execute.ts';
import { Failure } from '../api/failure.ts';
import { useAction } from '../api/use-action.ts';
import { Button } from '../elements/button.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { focusFirstFault, TextField } from '../elements/text-field.tsx';
import { announce } from '../elements/toast.tsx';
import { secondsUntil, useNow } from '../elements/use-now.ts';
import {
  ConfirmRegistrationPhoneDocument,
  type RegistrationFieldsFragment,
  RegistrationStatusDocument,
  ResendRegistrationCodeDocument,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';

export function CodeStep({
  token,
  registration,
  onChange,
  onStartAgain,
}: {
  token: string;
  registration: RegistrationFieldsFragment;
  onChange(registration: RegistrationFieldsFragment): void;
  onStartAgain(): void;
}) {
  const { t, format } = useLanguage();
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const now = useNow(1000);
  const resendIn = secondsUntil(registration.resendAllowedAt, now);
  const validFor = secondsUntil(registration.codeExpiresAt, now);
  const usedUp = registration.codeAttemptsLeft <= 0;

  const confirm = useAction(async () => {
    try {
      const input = { registrationToken: token, code };
      onChange((await execute(ConfirmRegistrationPhoneDocument, { input })).confirmRegistrationPhone);
    } catch (thrown) {
      setCode('');
      setSent(false);
      // A wrong code costs an attempt: how many are left is asked for, so that nobody is surprised by the last one.
      const failed = thrown instanceof Failure && thrown.code !== 'NETWORK';
      if (failed) onChange((await execute(RegistrationStatusDocument, { registrationToken: token })).registration);
      throw thrown;
    }
  });
  const resend = useAction(async () => {
    const input = { registrationToken: token };
    onChange((await execute(ResendRegistrationCodeDocument, { input })).resendRegistrationCode);
    setCode('');
    confirm.clear();
    announce(t.registration.resent);
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSent(true);
    if (!/^\d{6}$/.test(code)) focusFirstFault(event.currentTarget);
    else confirm.run();
  };

  return (
    <form className="panel form" noValidate onSubmit={submit}>
      <h2>{t.registration.codeTitle}</h2>
      <p>{t.registration.codeLead(registration.maskedPhone)}</p>
      <TextField
        label={t.registration.code}
        hint={t.registration.codeHint}
        fault={sent && !/^\d{6}$/.test(code) ? t.registration.codeWrong : undefined}
        value={code}
        onChange={(text) => setCode(text.replace(/\D/g, '').slice(0, 6))}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        large
        required
      />
      <p className="hint">
        {usedUp
          ? t.registration.codeUsedUp
          : validFor === 0
            ? t.registration.codeExpired
            : `${t.registration.codeValid(format.wait(validFor))} ${t.registration.attemptsLeft(registration.codeAttemptsLeft)}`}
      </p>
      <FailureNotice failure={confirm.failure ?? resend.failure} />
      <div className="actions">
        <Button type="submit" look="primary" busy={confirm.busy}>
          {t.registration.confirm}
        </Button>
        {resendIn > 0 ? (
          <span className="hint actions__hint">{t.registration.resendIn(format.wait(resendIn))}</span>
        ) : (
          <Button busy={resend.busy} icon="refresh" onClick={resend.run}>
            {t.registration.resend}
          </Button>
        )}
      </div>
      <p className="form__other">
        <button type="button" className="link-button" onClick={onStartAgain}>
          {t.registration.startAgain}
        </button>
      </p>
    </form>
  );
}
