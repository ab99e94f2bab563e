import type { Failure } from '../api/failure.ts';
import { Button } from '../elements/button.tsx';
import { Icon, type IconName } from '../elements/icon.tsx';
import { useLanguage } from '../i18n/language.tsx';

export type CodeRefusal = 'used' | 'expired' | 'unknown' | 'withdrawn';

/** Which of the API's refusals are about the code itself. */
export function codeFailureOf(failure: Failure): CodeRefusal | undefined {
  const refusals: Record<string, CodeRefusal> = {
    WALLET_PRESENTATION_USED: 'used',
    WALLET_PRESENTATION_EXPIRED: 'expired',
    WALLET_PRESENTATION_UNKNOWN: 'unknown',
    WALLET_DOCUMENT_WITHDRAWN: 'withdrawn',
    // The name was looked at before it was sent: what is malformed is the code.
    BAD_USER_INPUT: 'unknown',
    NOT_FOUND: 'unknown',
  };
  return refusals[failure.code];
}

const icons: Record<CodeRefusal, IconName> = {
  used: 'revoked',
  expired: 'ended',
  unknown: 'missing',
  withdrawn: 'remove',
};

export function Refused({ refusal, onAnother }: { refusal: CodeRefusal; onAnother(): void }) {
  const { t } = useLanguage();
  return (
    <section className="panel outcome outcome--bad" role="alert">
      <span className="outcome__icon">
        <Icon name={icons[refusal]} size={34} />
      </span>
      <h2>{t.verifier[`${refusal}Title`]}</h2>
      <p>{t.verifier[`${refusal}Text`]}</p>
      <div className="actions">
        <Button look="primary" onClick={onAnother}>
          {t.verifier.another}
        </Button>
      </div>
    </section>
  );
}
