import type { ReactNode } from 'react';
import { useAction } from './api/use-action.ts';
import { Button } from './elements/button.tsx';
import { Icon, type IconName } from './elements/icon.tsx';
import { FailureNotice } from './elements/notice.tsx';
import { useLanguage } from './i18n/language.tsx';
import { Lotus } from './illustrations/lotus.tsx';
import { OfflineNotice, UpdateOffer } from './installation.tsx';
import { Link, usePath } from './router.tsx';
import { useCitizen, useSession } from './session/session.tsx';

/** The frame of the pages that anybody may see, and of a locked account. */
export function VisitorLayout({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  const { status } = useSession();
  const path = usePath();
  return (
    <div className="frame frame--visitor">
      <SkipLink />
      <header className="top-bar">
        <Brand to="/" />
        <div className="top-bar__end">
          {status.is === 'citizen' ? (
            <SignOutButton />
          ) : (
            path !== '/kiem-tra' && (
              <Link to="/kiem-tra" className="top-bar__link">
                <Icon name="scan" />
                <span>{t.verifier.title}</span>
              </Link>
            )
          )}
          <LanguageSwitch />
        </div>
      </header>
      <Main>{children}</Main>
      <footer className="footer">
        <Lotus size={22} />
        <span>{t.app.footer}</span>
      </footer>
    </div>
  );
}

/** The frame of a signed-in citizen: a side bar on wide screens, a bar under the thumb on phones. */
export function CitizenLayout({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  const citizen = useCitizen();
  return (
    <div className="frame frame--citizen">
      <SkipLink />
      <header className="side">
        <Brand to="/vi" />
        <Navigation />
        <div className="side__end">
          <p className="side__who">
            <span className="side__initial" aria-hidden="true">
              {givenName(citizen.fullName).charAt(0)}
            </span>
            <span>
              <strong>{citizen.fullName}</strong>
              <span className="hint">{t.account[citizen.level]}</span>
            </span>
          </p>
          <div className="side__tools">
            <SignOutButton />
            <LanguageSwitch />
          </div>
        </div>
      </header>
      <Main>{children}</Main>
    </div>
  );
}

/** Vietnamese names end with the given name. */
export function givenName(fullName: string): string {
  return fullName.trim().split(/\s+/).at(-1) ?? fullName;
}

function Main({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="main">
      <OfflineNotice />
      <UpdateOffer />
      {children}
    </main>
  );
}

function SkipLink() {
  const { t } = useLanguage();
  return (
    // A button, not a link to a fragment: the fragment of the verifier's page carries a code.
    <button type="button" className="skip" onClick={() => document.querySelector<HTMLElement>('main h1')?.focus()}>
      {t.app.skip}
    </button>
  );
}

function Brand({ to }: { to: string }) {
  const { t } = useLanguage();
  return (
    <Link to={to} className="brand">
      <span className="brand__sign">
        <Lotus size={34} />
      </span>
      <span className="brand__words">
        <strong>{t.app.name}</strong>
        <span>{t.app.city}</span>
      </span>
    </Link>
  );
}

function Navigation() {
  const { t } = useLanguage();
  const path = usePath();
  const citizen = useCitizen();
  const places: { to: string; label: string; short: string; icon: IconName }[] = [
    { to: '/vi', label: t.nav.wallet, short: t.nav.walletShort, icon: 'wallet' },
    { to: '/lich-su', label: t.history.title, short: t.nav.history, icon: 'history' },
    { to: '/kiem-tra', label: t.verifier.title, short: t.nav.check, icon: 'scan' },
    { to: '/tai-khoan', label: t.account.title, short: t.nav.account, icon: 'user' },
  ];
  if (citizen.roles.includes('ADMINISTRATOR')) {
    places.push({ to: '/quan-tri', label: t.administration.title, short: t.nav.administration, icon: 'gauge' });
  }
  return (
    <nav className="nav" aria-label={t.app.main}>
      {places.map(({ to, label, short, icon }) => {
        const here = path === to || path.startsWith(`${to}/`);
        return (
          <Link key={to} to={to} className="nav__link" aria-current={here ? 'page' : undefined}>
            <Icon name={icon} size={24} />
            <span className="nav__label">{label}</span>
            <span className="nav__short">{short}</span>
          </Link>
        );
      })}
    </nav>
  );
}

function SignOutButton() {
  const { t } = useLanguage();
  const { signOut } = useSession();
  const { run, busy, failure } = useAction(signOut);
  return (
    <>
      <Button look="quiet" icon="leave" busy={busy} onClick={run}>
        {t.action.signOut}
      </Button>
      <FailureNotice failure={failure} />
    </>
  );
}

const languages = [
  { code: 'vi', short: 'VI', name: 'Tiếng Việt' },
  { code: 'en', short: 'EN', name: 'English' },
] as const;

function LanguageSwitch() {
  const { t, language, choose } = useLanguage();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame around two small buttons
    <div className="language" role="group" aria-label={t.app.language}>
      {languages.map(({ code, short, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-label={`${short}, ${name}`}
          aria-pressed={language === code}
          onClick={() => choose(code)}
        >
          {short}
        </button>
      ))}
    </div>
  );
}
