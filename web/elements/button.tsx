import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from '../router.tsx';
import { Icon, type IconName } from './icon.tsx';

interface Look {
  look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  icon?: IconName;
  wide?: boolean;
  children: ReactNode;
}

type ButtonProps = Look & { busy?: boolean } & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'>;

function classesOf({ look = 'secondary', wide }: Pick<Look, 'look' | 'wide'>): string {
  return `button button--${look}${wide ? ' button--wide' : ''}`;
}

/** While busy it keeps the focus and its words, and does nothing when pressed. */
export function Button({ look, icon, wide, busy = false, children, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classesOf({ ...(look && { look }), ...(wide && { wide }) })}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** A link that looks like a button, where pressing it changes the page. */
export function ButtonLink({ to, look, icon, wide, children }: Look & { to: string }) {
  return (
    <Link to={to} className={classesOf({ ...(look && { look }), ...(wide && { wide }) })}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </Link>
  );
}
