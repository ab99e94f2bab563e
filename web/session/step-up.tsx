import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { Failure } from '../api/failure.ts';
import { useAction } from '../api/use-action.ts';
import { Button } from '../elements/button.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import type { StepUpFieldsFragment, StepUpInput } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { assertPasskey } from './passkeys.ts';

type AskForStepUp = (required: StepUpFieldsFragment) => Promise<StepUpInput>;

interface OpenStepUp {
  required: StepUpFieldsFragment;
  settle(input: StepUpInput): void;
  refuse(failure: Failure): void;
}

const StepUpContext = createContext<AskForStepUp | undefined>(undefined);

/** Shows what is to be signed and asks for the passkey, whenever a mutation answers that it needs a step-up. */
export function StepUpProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<OpenStepUp>();
  const ask = useCallback<AskForStepUp>(
    (required) =>
      new Promise((settle, refuse) => {
        setOpen({
          required,
          settle: (input) => {
            setOpen(undefined);
            settle(input);
          },
          refuse: (failure) => {
            setOpen(undefined);
            refuse(failure);
          },
        });
      }),
    [],
  );
  return (
    <StepUpContext value={ask}>
      {children}
      {open && <StepUpSheet key={open.required.ceremonyId} {...open} />}
    </StepUpContext>
  );
}

/**
 * Runs a mutation, and runs it again with the citizen's assertion when it answers `StepUpRequired`.
 * @throws Failure `STEP_UP_CANCELLED` when the citizen does not confirm.
 */
export function useStepUp() {
  const ask = useContext(StepUpContext);
  if (!ask) throw new Error('useStepUp outside StepUpProvider');
  return useCallback(
    async <Done extends { __typename: string }>(
      run: (stepUp?: StepUpInput) => Promise<Done | StepUpFieldsFragment>,
    ): Promise<Done> => {
      const first = await run();
      if (!isStepUp(first)) return first;
      const second = await run(await ask(first));
      if (isStepUp(second)) throw new Failure('STEP_UP_REQUIRED');
      return second;
    },
    [ask],
  );
}

function isStepUp(answer: { __typename: string }): answer is StepUpFieldsFragment {
  return answer.__typename === 'StepUpRequired';
}

function StepUpSheet({ required, settle, refuse }: OpenStepUp) {
  const { t } = useLanguage();
  const { run, busy, failure } = useAction(async () => settle(await assertPasskey(required)));
  return (
    <Dialog title={t.stepUp.title} onClose={() => refuse(new Failure('STEP_UP_CANCELLED'))}>
      <p>{t.stepUp.lead}</p>
      <SignedContent content={required.content} />
      <p className="hint">{t.stepUp.note}</p>
      <FailureNotice failure={failure} />
      <div className="actions">
        <Button look="primary" icon="key" busy={busy} onClick={run}>
          {t.stepUp.confirm}
        </Button>
        <Button look="quiet" onClick={() => refuse(new Failure('STEP_UP_CANCELLED'))}>
          {t.action.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

/** What the citizen sees is what is signed: the sentence comes from the signed content itself, and all of it can be read. */
function SignedContent({ content }: { content: string }) {
  const { t } = useLanguage();
  const parsed = parsedContent(content);
  const asked = isRecord(parsed.asks) ? parsed.asks : {};
  const operation = String(asked.operation ?? '');
  const known: Record<string, string> = t.stepUp.operation;
  const subject = typeof asked.passkeyName === 'string' ? asked.passkeyName : undefined;
  return (
    <div className="signed">
      <p className="signed__sentence">
        <Icon name="sign" />
        <span>
          <strong>{known[operation] ?? operation}</strong>
          {subject && <span className="signed__subject">{subject}</span>}
        </span>
      </p>
      <details>
        <summary>{t.stepUp.full}</summary>
        <pre>{JSON.stringify(parsed, null, 2)}</pre>
      </details>
    </div>
  );
}

function parsedContent(content: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(content);
    return isRecord(parsed) ? parsed : { content };
  } catch {
    return { content };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
