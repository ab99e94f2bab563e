import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { execute, onSessionLost } from '../api/execute.ts';
import { closeLive } from '../api/live.ts';
import { forgetAnswers } from '../api/use-query.ts';
import {
  BeginSignInDocument,
  type CitizenFieldsFragment,
  MeDocument,
  SignInDocument,
  SignOutDocument,
} from '../generated/operations.ts';
import { navigate } from '../router.tsx';
import { assertPasskey } from './passkeys.ts';

/** Why somebody is back on the landing page. */
export type Farewell = 'expired' | 'signInFirst' | 'signedOut';

type SessionStatus =
  | { is: 'asking' }
  | { is: 'unreachable' }
  | { is: 'visitor'; farewell?: Farewell; next?: string }
  | { is: 'citizen'; citizen: CitizenFieldsFragment };

interface Session {
  status: SessionStatus;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  /** Takes over the citizen that a mutation answered with. */
  enter(citizen: CitizenFieldsFragment): void;
  ask(): void;
  /** The API answers as to a visitor: the session ended elsewhere. */
  lost(): void;
  /** Sends a visitor to the landing page, and back to `next` once they have signed in. */
  turnAway(next: string): void;
}

const SessionContext = createContext<Session | undefined>(undefined);
// Only a hint, so that a visitor's first page need not wait for the API.
const hintKey = 'cong-dan-so.signed-in';

export function SessionProvider({ children }: { children: ReactNode }) {
  const [status, setStatus] = useState<SessionStatus>(() =>
    localStorage.getItem(hintKey) || location.pathname !== '/' ? { is: 'asking' } : { is: 'visitor' },
  );

  const enter = useCallback((citizen: CitizenFieldsFragment) => {
    localStorage.setItem(hintKey, '1');
    setStatus({ is: 'citizen', citizen });
  }, []);

  const leave = useCallback((farewell?: Farewell) => {
    localStorage.removeItem(hintKey);
    forgetAnswers();
    closeLive();
    setStatus(farewell ? { is: 'visitor', farewell } : { is: 'visitor' });
  }, []);

  const ask = useCallback(() => {
    execute(MeDocument, {}).then(
      ({ me }) => {
        if (me) enter(me);
        else leave(localStorage.getItem(hintKey) ? 'expired' : undefined);
      },
      () => setStatus((now) => (now.is === 'asking' ? { is: 'unreachable' } : now)),
    );
  }, [enter, leave]);

  useEffect(() => {
    onSessionLost(() => {
      // A visitor who is refused has lost nothing.
      if (localStorage.getItem(hintKey)) leave('expired');
    });
    ask();
  }, [ask, leave]);

  const session = useMemo<Session>(
    () => ({
      status,
      enter,
      ask: () => {
        setStatus({ is: 'asking' });
        ask();
      },
      lost: () => leave('expired'),
      turnAway: (next) => {
        setStatus((now) => (now.is === 'visitor' ? { farewell: 'signInFirst', ...now, next } : now));
        navigate('/', { replace: true });
      },
      signIn: async () => {
        const { beginSignIn } = await execute(BeginSignInDocument, {});
        const input = await assertPasskey(beginSignIn);
        const { signIn } = await execute(SignInDocument, { input });
        closeLive();
        enter(signIn.citizen);
        navigate(status.is === 'visitor' && status.next ? status.next : '/vi');
      },
      signOut: async () => {
        await execute(SignOutDocument, {});
        leave('signedOut');
        navigate('/');
      },
    }),
    [status, enter, leave, ask],
  );

  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}

/** The signed-in citizen. Only pages behind the sign-in may call it. */
export function useCitizen(): CitizenFieldsFragment {
  const { status } = useSession();
  if (status.is !== 'citizen') throw new Error('useCitizen without a signed-in citizen');
  return status.citizen;
}
