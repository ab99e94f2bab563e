import type { LanguageCode } from './language.tsx';

/** How instants, dates and spans are written for people in Cần Thơ, whatever the device's own time zone. */
export interface Formats {
  /** `14/02/1990` from an ISO calendar date. */
  date(isoDate: string): string;
  /** `23/11/2026` from an instant. */
  day(instant: string): string;
  /** `23/11/2026, 15:30` from an instant. */
  moment(instant: string): string;
  /** `15:30` from an instant. */
  time(instant: string): string;
  /** `2 phút trước`; what lies less than ten seconds back, or seems to lie ahead, is `vừa xong`. */
  age(instant: string, nowMs: number): string;
  /** `sau 3 phút nữa`; what should have come already is `bây giờ`. */
  until(instant: string, nowMs: number): string;
  /** A field of a card as people read it: ISO dates, alone or within a text, are written the local way. */
  value(text: string): string;
  /** `1:05` or `42 giây` for a wait. */
  wait(seconds: number): string;
}

const timeZone = 'Asia/Ho_Chi_Minh';
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

export function formatsOf(language: LanguageCode): Formats {
  // British English writes the day first, as Vietnamese does.
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unitOf = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' });

  const spanOf = (seconds: number) => {
    const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
    return relative.format(Math.trunc(seconds / size), unit);
  };

  return {
    date: (isoDate) => isoDate.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1'),
    day: (instant) => day.format(new Date(instant)),
    moment: (instant) => `${time.format(new Date(instant))}, ${day.format(new Date(instant))}`,
    time: (instant) => time.format(new Date(instant)),
    age: (instant, nowMs) => {
      const seconds = secondsBetween(instant, nowMs);
      return seconds < 10 ? justNow[language] : spanOf(-seconds);
    },
    until: (instant, nowMs) => spanOf(Math.max(0, -secondsBetween(instant, nowMs))),
    value: (text) => text.replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, '$3/$2/$1'),
    wait: (wholeSeconds) =>
      wholeSeconds < 60
        ? unitOf.format(wholeSeconds)
        : `${Math.floor(wholeSeconds / 60)}:${String(wholeSeconds % 60).padStart(2, '0')}`,
  };
}

const justNow = { vi: 'vừa xong', en: 'just now' };

/** Seconds since an instant; negative when it is ahead. */
function secondsBetween(instant: string, nowMs: number): number {
  return Math.round((nowMs - Date.parse(instant)) / 1000);
}
