/**
 * Calendar days as whole numbers, so that ages and ends are sums; day 0 is 1900-01-01 of the Gregorian calendar. The
 * texts are looked up: a million people write tens of millions of dates.
 */
const firstYear = 1900;
const lastYear = 2090;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const texts: string[] = [];
const years: number[] = [];
const months: number[] = [];
const monthDays: number[] = [];
const monthStarts: number[] = [];

for (let year = firstYear; year <= lastYear; year += 1) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  for (const [month, length] of monthLengths.entries()) {
    monthStarts.push(texts.length);
    const days = month === 1 && leap ? 29 : length;
    for (let day = 1; day <= days; day += 1) {
      texts.push(`${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
      years.push(year);
      months.push(month + 1);
      monthDays.push(day);
    }
  }
}

/** `YYYY-MM-DD`. */
export function isoOf(day: number): string {
  return texts[day] ?? outOfRange();
}

export function yearOf(day: number): number {
  return years[day] ?? outOfRange();
}

export function monthOf(day: number): number {
  return months[day] ?? outOfRange();
}

export function monthDayOf(day: number): number {
  return monthDays[day] ?? outOfRange();
}

function outOfRange(): never {
  throw new RangeError(`expected a day of the years ${firstYear} to ${lastYear}`);
}

/** The number of a date; a day past the month's end runs on into the next month, as 29 February does to 1 March. */
export function dayOf(year: number, month: number, monthDay: number): number {
  return (monthStarts[(year - firstYear) * 12 + month - 1] ?? outOfRange()) + monthDay - 1;
}

/** @param text `YYYY-MM-DD` */
export function parseDay(text: string): number {
  const [year = 0, month = 0, monthDay = 0] = text.split('-').map(Number);
  return dayOf(year, month, monthDay);
}

/** The anniversary; born on 29 February, a year is complete on 1 March of a common year. */
export function addYears(day: number, count: number): number {
  return dayOf(yearOf(day) + count, monthOf(day), monthDayOf(day));
}

/** Moves by whole months, running on past a short month's end. */
export function addMonths(day: number, count: number): number {
  const month = monthOf(day) - 1 + count;
  return dayOf(yearOf(day) + Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, monthDayOf(day));
}

/** Completed years. */
export function ageOn(birthDay: number, day: number): number {
  const age = yearOf(day) - yearOf(birthDay);
  return addYears(birthDay, age) > day ? age - 1 : age;
}
