import { type FormEvent, useState } from 'react';
import { execute } from '../api/execute.ts';
import { useAction, useIntent } from '../api/use-action.ts';
import { Button } from '../elements/button.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { focusFirstFault, TextField } from '../elements/text-field.tsx';
import { StartRegistrationDocument } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Link } from '../router.tsx';
import { isMobileNumber, isoDate, isPersonalId, type PersonalDetails, typedDate } from './personal-details.ts';

const nothingTyped: PersonalDetails = { personalId: '', fullName: '', bornOn: '', phone: '' };

export function DetailsStep({ onStarted }: { onStarted(token: string): void }) {
  const { t, language } = useLanguage();
  const [typed, setTyped] = useState(nothingTyped);
  const [sent, setSent] = useState(false);
  const intent = useIntent();

  const faults: Partial<PersonalDetails> = {
    ...(!isPersonalId(typed.personalId) && { personalId: t.field.personalIdWrong }),
    ...(!/\S+\s+\S+/.test(typed.fullName) && { fullName: t.field.fullNameWrong }),
    ...(!isoDate(typed.bornOn) && { bornOn: t.field.bornOnWrong }),
    ...(!isMobileNumber(typed.phone) && { phone: t.field.phoneWrong }),
  };
  const shown = sent ? faults : {};

  const { run, busy, failure } = useAction(async () => {
    const details = {
      personalId: typed.personalId,
      fullName: typed.fullName.normalize('NFC').trim().replace(/\s+/g, ' '),
      bornOn: isoDate(typed.bornOn) ?? '',
      phone: typed.phone.replace(/[ .-]/g, ''),
      language: language === 'vi' ? ('VI' as const) : ('EN' as const),
    };
    const { startRegistration } = await execute(StartRegistrationDocument, {
      input: { ...details, idempotencyKey: intent.keyFor(details) },
    });
    intent.granted();
    onStarted(startRegistration.registrationToken);
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSent(true);
    if (Object.keys(faults).length > 0) focusFirstFault(event.currentTarget);
    else run();
  };

  return (
    <form className="panel form" noValidate onSubmit={submit}>
      <h2>{t.registration.detailsTitle}</h2>
      <p>{t.registration.detailsLead}</p>
      <TextField
        label={t.field.personalId}
        hint={t.field.personalIdHint}
        fault={shown.personalId}
        value={typed.personalId}
        onChange={(text) => setTyped({ ...typed, personalId: text.replace(/\D/g, '').slice(0, 12) })}
        inputMode="numeric"
        autoComplete="off"
        required
      />
      <TextField
        label={t.field.fullName}
        hint={t.field.fullNameHint}
        fault={shown.fullName}
        value={typed.fullName}
        onChange={(fullName) => setTyped({ ...typed, fullName })}
        autoComplete="name"
        autoCapitalize="words"
        spellCheck={false}
        maxLength={100}
        required
      />
      <div className="form__row">
        <TextField
          label={t.field.bornOn}
          hint={t.field.bornOnHint}
          fault={shown.bornOn}
          value={typed.bornOn}
          onChange={(text) => setTyped({ ...typed, bornOn: typedDate(text, typed.bornOn) })}
          inputMode="numeric"
          autoComplete="bday"
          required
        />
        <TextField
          label={t.field.phone}
          hint={t.field.phoneHint}
          fault={shown.phone}
          value={typed.phone}
          onChange={(phone) => setTyped({ ...typed, phone })}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={20}
          required
        />
      </div>
      <p className="hint">{t.registration.privacy}</p>
      <FailureNotice failure={failure} />
      <div className="actions">
        <Button type="submit" look="primary" busy={busy}>
          {t.registration.sendCode}
        </Button>
      </div>
      <p className="form__other">
        {t.registration.haveAccount} <Link to="/">{t.action.signIn}</Link>
      </p>
    </form>
  );
}
