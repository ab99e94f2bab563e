import { useCallback, useState } from 'react';
import { useLive } from '../api/live.ts';
import { useQuery } from '../api/use-query.ts';
import { FailureNotice } from '../elements/notice.tsx';
import { Page, Skeleton } from '../elements/page.tsx';
import {
  RegistrationChangedDocument,
  type RegistrationFieldsFragment,
  RegistrationStatusDocument,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { CodeStep } from './code-step.tsx';
import { DetailsStep } from './details-step.tsx';
import { keepRegistration, keptRegistration } from './kept-registration.ts';
import { CompletedStep, ExpiredStep, MatchingStep, NotMatchedStep, WaitingStep } from './match-steps.tsx';
import { DoneStep, PasskeyStep } from './passkey-step.tsx';
import { Steps } from './steps.tsx';
import './registration.css';

/** The way to an account: details, phone, match with the population database, passkey. */
export default function RegistrationPage() {
  const { t } = useLanguage();
  const [token, setToken] = useState(keptRegistration);
  const [openedFor, setOpenedFor] = useState<string>();

  const begin = useCallback((registrationToken: string | undefined) => {
    keepRegistration(registrationToken);
    setToken(registrationToken);
  }, []);

  return (
    <Page title={t.registration.title} narrow>
      {openedFor !== undefined ? (
        <DoneStep fullName={openedFor} />
      ) : token ? (
        <StartedRegistration
          token={token}
          onStartAgain={() => begin(undefined)}
          onDone={(fullName) => {
            keepRegistration(undefined);
            setOpenedFor(fullName);
          }}
        />
      ) : (
        <>
          <Steps current={1} />
          <DetailsStep onStarted={begin} />
        </>
      )}
    </Page>
  );
}

function StartedRegistration({
  token,
  onStartAgain,
  onDone,
}: {
  token: string;
  onStartAgain(): void;
  onDone(fullName: string): void;
}) {
  const { data, failure, reload, update } = useQuery(RegistrationStatusDocument, { registrationToken: token });
  const registration = data?.registration;
  const moves = registration?.state === 'MATCHING' || registration?.state === 'WAITING_FOR_REGISTRY';
  const take = (next: RegistrationFieldsFragment) => update(() => ({ registration: next }));

  useLive(
    RegistrationChangedDocument,
    { registrationToken: token },
    { next: ({ registrationChanged }) => take(registrationChanged), catchUp: () => void reload() },
    { enabled: moves, pollMs: 2000 },
  );

  if (!registration) {
    if (failure?.code === 'NETWORK' || !failure) {
      return failure ? <FailureNotice failure={failure} onRetry={() => void reload()} /> : <Skeleton />;
    }
    // The API no longer knows the token: it was kept for longer than the registration lives.
    return <ExpiredStep onStartAgain={onStartAgain} />;
  }

  switch (registration.state) {
    case 'CODE_SENT':
      return (
        <>
          <Steps current={2} />
          <CodeStep token={token} registration={registration} onChange={take} onStartAgain={onStartAgain} />
        </>
      );
    case 'MATCHING':
      return (
        <>
          <Steps current={3} />
          <MatchingStep />
        </>
      );
    case 'WAITING_FOR_REGISTRY':
      return (
        <>
          <Steps current={3} />
          <WaitingStep nextTryAt={registration.nextTryAt} />
        </>
      );
    case 'NOT_MATCHED':
      return <NotMatchedStep onStartAgain={onStartAgain} />;
    case 'MATCHED':
      return (
        <>
          <Steps current={4} />
          <PasskeyStep token={token} onDone={onDone} />
        </>
      );
    case 'COMPLETED':
      return <CompletedStep onLeave={onStartAgain} />;
    case 'EXPIRED':
      return <ExpiredStep onStartAgain={onStartAgain} />;
  }
}
