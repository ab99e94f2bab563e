import { Icon } from '../elements/icon.tsx';
import type { WalletDocumentFieldsFragment } from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { CardPattern } from '../illustrations/waves.tsx';
import { Link } from '../router.tsx';
import { kindLook } from './kind-looks.ts';
import { StatusBadge } from './status-badge.tsx';
import { StatusSentence, useStatusAge } from './status-sentence.tsx';

type FaceField = WalletDocumentFieldsFragment['face'][number];

/** What fits on a card: its own first field, whose it is, and its second. Everything else is on the document's page. */
function cardFields(face: FaceField[]): FaceField[] {
  const own = face.filter(({ name }) => name !== 'fullName' && name !== 'bornOn');
  const holder = face.filter(({ name }) => name === 'fullName');
  return [...own.slice(0, 1), ...holder, ...own.slice(1, 2)];
}

/** A document as it lies in the wallet: its face when the registry has confirmed it once, its status always. */
export function DocumentCard({
  document,
  nowMs,
  to,
}: {
  document: WalletDocumentFieldsFragment;
  nowMs: number;
  /** Where pressing the card leads; on the document's own page, where the heading says its name, nowhere. */
  to?: string;
}) {
  const { t, format, local } = useLanguage();
  const ageOf = useStatusAge();
  const { icon, className } = kindLook(document.kind.code);
  const invalid = document.status === 'REVOKED' || document.status === 'EXPIRED';
  const pending = document.status === 'PENDING';
  const name = local(document.kind.name);
  const classes = ['card', className, invalid && 'card--invalid', pending && 'card--pending'].filter(Boolean).join(' ');

  return (
    <article className={classes} aria-busy={pending || undefined}>
      <CardPattern />
      <div className="card__head">
        <span className="card__icon">
          <Icon name={icon} size={26} />
        </span>
        <div className="card__title">
          {to ? (
            <h3>
              <Link to={to} className="card__link">
                {name}
              </Link>
            </h3>
          ) : (
            <p className="card__name">{name}</p>
          )}
          <p className="card__issuer">{local(document.kind.issuer)}</p>
        </div>
      </div>

      {document.face.length > 0 ? (
        <dl className="card__face">
          {cardFields(document.face).map((field, index) => (
            <div key={field.name} className={index === 0 ? 'card__field card__field--first' : 'card__field'}>
              <dt>{local(field.label)}</dt>
              <dd>{format.value(field.value)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="card__sentence">
          <StatusSentence document={document} />
        </p>
      )}

      <div className="card__foot">
        <StatusBadge status={document.status} />
        <span className="card__age">
          {document.status === 'VERIFIED' && document.validTo
            ? t.wallet.validTo(format.date(document.validTo))
            : pending
              ? ''
              : ageOf(document, nowMs)}
        </span>
      </div>
    </article>
  );
}
