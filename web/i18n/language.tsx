import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Formats, formatsOf } from './formats.ts';
import { type Texts, vi } from './vi.ts';

export type LanguageCode = 'vi' | 'en';

interface LanguageState {
  language: LanguageCode;
  t: Texts;
  format: Formats;
  choose(language: LanguageCode): void;
  /** The text of an API value that comes in both languages. */
  local(text: { vi: string; en: string }): string;
}

const storageKey = 'cong-dan-so.language';
const LanguageContext = createContext<LanguageState | undefined>(undefined);

/** English is a file of its own: a Vietnamese reader never downloads it. */
async function textsOf(language: LanguageCode): Promise<Texts> {
  return language === 'vi' ? vi : (await import('./en.ts')).en;
}

/** The language that this device chose before, Vietnamese at first. */
export function keptLanguage(): LanguageCode {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<{ language: LanguageCode; t: Texts } | undefined>(() =>
    keptLanguage() === 'vi' ? { language: 'vi', t: vi } : undefined,
  );

  const choose = useCallback((language: LanguageCode) => {
    localStorage.setItem(storageKey, language);
    // Without a network the other language may not be there: the page stays as it is.
    textsOf(language).then(
      (t) => setState({ language, t }),
      () => setState((now) => now ?? { language: 'vi', t: vi }),
    );
  }, []);

  useEffect(() => {
    if (!state) choose(keptLanguage());
    else document.documentElement.lang = state.language;
  }, [state, choose]);

  const value = useMemo(
    () =>
      state && {
        ...state,
        choose,
        format: formatsOf(state.language),
        local: (text: { vi: string; en: string }) => text[state.language],
      },
    [state, choose],
  );
  return value && <LanguageContext value={value}>{children}</LanguageContext>;
}

/** Texts, formats and the language itself. */
export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (!state) throw new Error('useLanguage outside LanguageProvider');
  return state;
}
