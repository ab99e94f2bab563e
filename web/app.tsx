import { Component, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Button } from './elements/button.tsx';
import { Notice } from './elements/notice.tsx';
import { Page, Skeleton } from './elements/page.tsx';
import { ToastRegion } from './elements/toast.tsx';
import { LanguageProvider, useLanguage } from './i18n/language.tsx';
import { LandingPage } from './landing/landing-page.tsx';
import { NotFoundPage } from './landing/not-found-page.tsx';
import { CitizenLayout, VisitorLayout } from './layout.tsx';
import { matchPath, Redirect, usePath } from './router.tsx';
import { SessionProvider, useSession } from './session/session.tsx';
import { StepUpProvider } from './session/step-up.tsx';

const RegistrationPage = lazy(() => import('./registration/registration-page.tsx'));
const VerifierPage = lazy(() => import('./verifier/verifier-page.tsx'));
const WalletPage = lazy(() => import('./wallet/wallet-page.tsx'));
const AddDocumentPage = lazy(() => import('./wallet/add-document-page.tsx'));
const DocumentPage = lazy(() => import('./wallet/document-page.tsx'));
const ShowDocumentPage = lazy(() => import('./wallet/show-document-page.tsx'));
const HistoryPage = lazy(() => import('./wallet/history-page.tsx'));
const AccountPage = lazy(() => import('./account/account-page.tsx'));
const LockedPage = lazy(() => import('./account/locked-page.tsx'));
const AdministrationPage = lazy(() => import('./administration/administration-page.tsx'));

export function App() {
  return (
    <LanguageProvider>
      <SessionProvider>
        <StepUpProvider>
          <Place />
        </StepUpProvider>
        <ToastRegion />
      </SessionProvider>
    </LanguageProvider>
  );
}

/** Which page the address asks for, and whether whoever asks may see it. */
function Place() {
  const path = usePath();
  const { status } = useSession();
  const citizen = status.is === 'citizen' ? status.citizen : undefined;

  if (path === '/kiem-tra') {
    return citizen?.state === 'ACTIVE' ? (
      <CitizenLayout>{loaded(<VerifierPage />)}</CitizenLayout>
    ) : (
      <VisitorLayout>{loaded(<VerifierPage />)}</VisitorLayout>
    );
  }
  if (path === '/' || path === '/dang-ky') {
    if (path === '/' && citizen) return <Redirect to="/vi" />;
    if (path === '/' && status.is === 'asking') return <VisitorLayout>{<Waiting />}</VisitorLayout>;
    return <VisitorLayout>{path === '/' ? <LandingPage /> : loaded(<RegistrationPage />)}</VisitorLayout>;
  }

  const page = citizenPage(path);
  if (!page) return <VisitorLayout>{<NotFoundPage />}</VisitorLayout>;
  if (status.is === 'asking') return <VisitorLayout>{<Waiting />}</VisitorLayout>;
  if (status.is === 'unreachable') return <VisitorLayout>{<Unreachable />}</VisitorLayout>;
  if (!citizen) return <TurnedAway next={path} />;
  if (citizen.state === 'LOCKED') return <VisitorLayout>{loaded(<LockedPage />)}</VisitorLayout>;
  return <CitizenLayout>{loaded(page)}</CitizenLayout>;
}

function citizenPage(path: string): ReactNode {
  if (path === '/vi') return <WalletPage />;
  if (path === '/vi/them') return <AddDocumentPage kind={undefined} />;
  const add = matchPath('/vi/them/:kind', path);
  if (add) return <AddDocumentPage key={path} kind={add.kind} />;
  const show = matchPath('/vi/:id/dua', path);
  if (show?.id) return <ShowDocumentPage key={path} id={show.id} />;
  const document = matchPath('/vi/:id', path);
  if (document?.id) return <DocumentPage key={path} id={document.id} />;
  if (path === '/lich-su') return <HistoryPage />;
  if (path === '/tai-khoan') return <AccountPage />;
  if (path === '/quan-tri') return <AdministrationPage />;
  return undefined;
}

function loaded(page: ReactNode): ReactNode {
  return (
    <PageGuard>
      <Suspense fallback={<Waiting />}>{page}</Suspense>
    </PageGuard>
  );
}

function Waiting() {
  return (
    <div className="page">
      <Skeleton lines={4} />
    </div>
  );
}

function TurnedAway({ next }: { next: string }) {
  const { turnAway } = useSession();
  useEffect(() => turnAway(next), [turnAway, next]);
  return null;
}

function Unreachable() {
  const { t } = useLanguage();
  const { ask } = useSession();
  return (
    <Page title={t.session.unreachable} lead={t.session.unreachableText} narrow>
      <div className="actions">
        <Button look="primary" icon="refresh" onClick={ask}>
          {t.action.retry}
        </Button>
      </div>
    </Page>
  );
}

/** A page that could not be loaded, or that broke, leaves the frame around it whole. */
class PageGuard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const { t } = useLanguage();
  return (
    <div className="page">
      <Notice
        tone="bad"
        action={
          <Button icon="refresh" onClick={() => location.reload()}>
            {t.app.reload}
          </Button>
        }
      >
        {t.failure.UNEXPECTED}
      </Notice>
    </div>
  );
}
