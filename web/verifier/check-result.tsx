import { useState } from 'react';
import { Button } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { useNow } from '../elements/use-now.ts';
import type { CheckPresentationMutation } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { statusIcons } from '../wallet/kind-looks.ts';

/** What the holder chose to show, under the status and its age: first whether it counts, then what it says. */
export function CheckResult({
  result,
  onAnother,
}: {
  result: CheckPresentationMutation['checkPresentation'];
  onAnother(): void;
}) {
  const { t, format, local } = useLanguage();
  const [receivedMs] = useState(Date.now);
  const nowMs = useNow(10_000);
  const valid = result.status === 'VERIFIED';
  // The age was measured by the server; only the time since then is this device's.
  const confirmedAt = new Date(receivedMs - result.statusAgeSeconds * 1000).toISOString();

  return (
    <article className="result">
      <div className={valid ? 'verdict verdict--valid' : 'verdict verdict--invalid'} role="status">
        <Icon name={statusIcons[result.status]} size={56} />
        <div>
          <p className="verdict__word">{valid ? t.verifier.valid : t.verifier.notValid}</p>
          <p className="verdict__status">{t.status[result.status]}</p>
          <p>{t.verifier.confirmed(format.age(confirmedAt, Math.max(nowMs, receivedMs)))}</p>
        </div>
      </div>

      <div className="panel result__body">
        <h2>{local(result.kind.name)}</h2>
        <p className="hint">
          {t.verifier.issuer}: {local(result.kind.issuer)}
        </p>
        <div className="result__columns">
          <div className="photo">
            <Icon name="user" size={72} />
            <span>{t.verifier.photo}</span>
            <span className="hint">{t.verifier.photoText}</span>
          </div>
          <dl className="facts">
            {result.fields.map((field) => (
              <div key={field.name}>
                <dt>{local(field.label)}</dt>
                <dd>{format.value(field.value)}</dd>
              </div>
            ))}
          </dl>
        </div>
        <p className="hint">
          {t.verifier.onlyThese} {t.verifier.checkedAt(format.moment(result.checkedAt))}. {t.verifier.leftOff}
        </p>
        <div className="actions">
          <Button look="primary" icon="scan" onClick={onAnother}>
            {t.verifier.another}
          </Button>
        </div>
      </div>
    </article>
  );
}
