import { z } from 'zod';

/** The city's days begin and end at UTC+7, without daylight saving (Asia/Ho_Chi_Minh). */
const cityOffsetMs = 7 * 3600 * 1000;

/** A calendar date, ISO 8601 `YYYY-MM-DD`; 30 February is refused. */
export const calendarDateSchema = z.iso.date('expected a date as YYYY-MM-DD');

/** The city's date at an instant. */
export function cityDate(instant: Date): string {
  return new Date(instant.getTime() + cityOffsetMs).toISOString().slice(0, 10);
}

/** Completed years between two calendar dates; born on 29 February, a year is complete on 1 March of a common year. */
export function yearsBetween(bornOn: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
