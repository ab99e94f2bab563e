import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Link, usePageHeading } from '../router.tsx';
import { Icon } from './icon.tsx';

/** The frame of every page: its way back, its heading, what stands beside the heading, and the rest. */
export function Page({
  title,
  lead,
  back,
  aside,
  narrow = false,
  children,
}: {
  title: string;
  lead?: string | undefined;
  back?: { to: string; label: string } | undefined;
  aside?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}) {
  const heading = usePageHeading(title);
  return (
    <div className={narrow ? 'page page--narrow' : 'page'}>
      {back && (
        <Link to={back.to} className="back-link">
          <Icon name="back" />
          {back.label}
        </Link>
      )}
      <div className="page__head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {aside && <div className="page__aside">{aside}</div>}
      </div>
      {children}
    </div>
  );
}

/** Grey shapes in the place of what is still loading. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { t } = useLanguage();
  return (
    <div className="skeleton" role="status" aria-label={t.app.loading}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <span key={line} className="skeleton__line" />
      ))}
    </div>
  );
}
