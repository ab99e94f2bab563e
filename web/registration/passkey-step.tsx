import { useState } from 'react';
import { execute } from '../api/execute.ts';
import { closeLive } from '../api/live.ts';
import { useAction } from '../api/use-action.ts';
import { Button, ButtonLink } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { TextField } from '../elements/text-field.tsx';
import { BeginPasskeyRegistrationDocument, CompleteRegistrationDocument } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { givenName } from '../layout.tsx';
import { createPasskey, deviceName } from '../session/passkeys.ts';
import { useSession } from '../session/session.tsx';
import { Outcome } from './match-steps.tsx';

export function PasskeyStep({ token, onDone }: { token: string; onDone(fullName: string): void }) {
  const { t } = useLanguage();
  const { enter } = useSession();
  const [name, setName] = useState(deviceName);

  const { run, busy, failure } = useAction(async () => {
    const { beginPasskeyRegistration } = await execute(BeginPasskeyRegistrationDocument, {
      input: { registrationToken: token },
    });
    const made = await createPasskey(beginPasskeyRegistration);
    const { completeRegistration } = await execute(CompleteRegistrationDocument, {
      input: { registrationToken: token, ...made, passkeyName: name.trim() || deviceName() },
    });
    closeLive();
    onDone(completeRegistration.citizen.fullName);
    enter(completeRegistration.citizen);
  });

  return (
    <section className="panel form">
      <h2>{t.registration.passkeyTitle}</h2>
      <p>{t.registration.passkeyLead}</p>
      <ul className="ticks">
        {t.registration.passkeyPoints.map((point) => (
          <li key={point}>
            <Icon name="check" />
            {point}
          </li>
        ))}
      </ul>
      <TextField
        label={t.registration.passkeyName}
        hint={t.registration.passkeyNameHint}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
      />
      <FailureNotice failure={failure} />
      <div className="actions">
        <Button look="primary" icon="key" busy={busy} onClick={run}>
          {t.registration.createPasskey}
        </Button>
      </div>
    </section>
  );
}

export function DoneStep({ fullName }: { fullName: string }) {
  const { t } = useLanguage();
  return (
    <Outcome icon="verified" tone="good" title={t.registration.doneTitle(givenName(fullName))}>
      <p>{t.registration.doneText}</p>
      <div className="actions">
        <ButtonLink to="/vi" look="primary" icon="wallet">
          {t.registration.toWallet}
        </ButtonLink>
      </div>
    </Outcome>
  );
}
