import { Icon } from '../elements/icon.tsx';
import { useLanguage } from '../i18n/language.tsx';

/** Where in the registration the citizen is. */
export function Steps({ current }: { current: 1 | 2 | 3 | 4 }) {
  const { t } = useLanguage();
  const names = [
    t.registration.stepDetails,
    t.registration.stepPhone,
    t.registration.stepMatch,
    t.registration.stepPasskey,
  ];
  return (
    <ol className="steps" aria-label={t.registration.step(current, names.length)}>
      {names.map((name, index) => {
        const step = index + 1;
        const state = step < current ? 'done' : step === current ? 'current' : 'ahead';
        return (
          <li
            key={name}
            className={`steps__step steps__step--${state}`}
            aria-current={step === current ? 'step' : undefined}
          >
            <span className="steps__mark">{state === 'done' ? <Icon name="check" size={16} /> : step}</span>
            <span className="steps__name">{name}</span>
          </li>
        );
      })}
    </ol>
  );
}
