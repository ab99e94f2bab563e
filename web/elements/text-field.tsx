import { type InputHTMLAttributes, useId } from 'react';
import { Icon } from './icon.tsx';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'className'> {
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  value: string;
  onChange(value: string): void;
  large?: boolean;
}

/** A labelled input; its hint and its fault are read out with it. */
export function TextField({ label, hint, fault, value, onChange, large, ...rest }: TextFieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      {hint && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
      <input
        {...rest}
        id={id}
        className={large ? 'input input--large' : 'input'}
        value={value}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault && (
        <span id={`${id}-fault`} className="field__fault">
          <Icon name="alert" size={18} />
          {fault}
        </span>
      )}
    </div>
  );
}

/** Moves the focus to the first field of a form that is at fault, after the faults were rendered. */
export function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus());
}
