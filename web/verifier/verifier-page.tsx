import { type FormEvent, useEffect, useState } from 'react';
import { execute } from '../api/execute.ts';
import { useAction } from '../api/use-action.ts';
import { Button } from '../elements/button.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { Page } from '../elements/page.tsx';
import { focusFirstFault, TextField } from '../elements/text-field.tsx';
import { CheckPresentationDocument, type CheckPresentationMutation } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { CameraScan, cameraCanScan } from './camera-scan.tsx';
import { CheckResult } from './check-result.tsx';
import { codeFrom } from './presentation-code.ts';
import { codeFailureOf, Refused } from './refused.tsx';
import './verifier.css';

const nameKey = 'cong-dan-so.verifier-name';

/**
 * Takes the code out of the address and out of the address bar: it must not stay in the history of a device that
 * many people use.
 */
function takeCodeFromAddress(): string {
  const code = codeFrom(location.hash);
  if (location.hash) history.replaceState(null, '', location.pathname);
  return code;
}

/** Where anybody checks a document that is shown to them. */
export default function VerifierPage() {
  const { t } = useLanguage();
  const [code, setCode] = useState('');
  const [received, setReceived] = useState(false);
  const [result, setResult] = useState<CheckPresentationMutation['checkPresentation']>();

  useEffect(() => {
    const take = () => {
      const given = takeCodeFromAddress();
      if (!given) return;
      setCode(given);
      setReceived(true);
      setResult(undefined);
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);

  const startAgain = () => {
    setCode('');
    setReceived(false);
    setResult(undefined);
  };

  if (result) {
    return (
      <Page key="result" title={t.verifier.resultTitle} narrow>
        <CheckResult result={result} onAnother={startAgain} />
      </Page>
    );
  }
  return (
    <Page key="form" title={t.verifier.title} lead={t.verifier.lead} narrow>
      <CheckForm
        key={received ? code : ''}
        code={code}
        received={received}
        onCode={setCode}
        onReceived={(scanned) => {
          setCode(scanned);
          setReceived(true);
        }}
        onStartAgain={startAgain}
        onResult={setResult}
      />
    </Page>
  );
}

function CheckForm({
  code,
  received,
  onCode,
  onReceived,
  onStartAgain,
  onResult,
}: {
  code: string;
  received: boolean;
  onCode(code: string): void;
  onReceived(code: string): void;
  onStartAgain(): void;
  onResult(result: CheckPresentationMutation['checkPresentation']): void;
}) {
  const { t } = useLanguage();
  const [verifierName, setVerifierName] = useState(() => localStorage.getItem(nameKey) ?? '');
  const [scanning, setScanning] = useState(false);
  const [sent, setSent] = useState(false);
  const { run, busy, failure, clear } = useAction(async () => {
    localStorage.setItem(nameKey, verifierName.trim());
    const input = { code: codeFrom(code), verifierName: verifierName.trim() };
    onResult((await execute(CheckPresentationDocument, { input })).checkPresentation);
  });
  const refusal = failure && codeFailureOf(failure);

  if (refusal) {
    return (
      <Refused
        refusal={refusal}
        onAnother={() => {
          clear();
          onStartAgain();
        }}
      />
    );
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSent(true);
    if (!codeFrom(code) || !verifierName.trim()) focusFirstFault(event.currentTarget);
    else run();
  };

  return (
    <form className="panel form" noValidate onSubmit={submit}>
      {received ? (
        <p className="received">
          <Icon name="qr" />
          <span>{t.verifier.codeReady}</span>
          <button type="button" className="link-button" onClick={onStartAgain}>
            {t.verifier.otherCode}
          </button>
        </p>
      ) : scanning ? (
        <CameraScan onCode={onReceived} onStop={() => setScanning(false)} />
      ) : (
        <>
          {cameraCanScan() && (
            <Button icon="camera" wide onClick={() => setScanning(true)}>
              {t.verifier.scan}
            </Button>
          )}
          <TextField
            label={t.verifier.code}
            hint={t.verifier.codeHint}
            fault={sent && !codeFrom(code) ? t.field.required : undefined}
            value={code}
            onChange={onCode}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={200}
            large
            required
          />
        </>
      )}
      <TextField
        label={t.verifier.name}
        hint={t.verifier.nameHint}
        fault={sent && !verifierName.trim() ? t.field.required : undefined}
        value={verifierName}
        onChange={setVerifierName}
        autoComplete="organization"
        maxLength={80}
        required
      />
      <FailureNotice failure={failure} />
      <div className="actions">
        <Button type="submit" look="primary" icon="scan" wide busy={busy}>
          {t.verifier.check}
        </Button>
      </div>
    </form>
  );
}
