import { Icon } from '../elements/icon.tsx';
import type { DocumentStatus } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { statusIcons } from './kind-looks.ts';

/** The status by icon, word and colour, never by colour alone. */
export function StatusBadge({ status }: { status: DocumentStatus }) {
  const { t } = useLanguage();
  return (
    <span className={`badge badge--${status.toLowerCase().replace('_', '-')}`}>
      <Icon name={statusIcons[status]} size={18} />
      {t.status[status]}
    </span>
  );
}
