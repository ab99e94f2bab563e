import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Icon } from './icon.tsx';

/** A modal sheet. The browser keeps the focus inside it and gives it back when it closes. */
export function Dialog({
  title,
  onClose,
  children,
  bright = false,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Full screen and white, for a code that a camera must read. */
  bright?: boolean;
}) {
  const { t } = useLanguage();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={element}
      className={bright ? 'dialog dialog--bright' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog__head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="round-button" onClick={onClose} aria-label={t.action.close}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
