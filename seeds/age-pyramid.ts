/**
 * The city's living people by age and sex, per thousand of all. Approximate: the shape of the 2019 census and of the
 * mid-term survey of 2024 for the Mekong delta (few births, many people between 35 and 50, more old women than men).
 */
export const ageBandYears = 5;

/** The last band is open: 80 years and more. */
export const agePyramid: readonly { from: number; male: number; female: number }[] = [
  { from: 0, male: 32.4, female: 29.6 },
  { from: 5, male: 36.2, female: 32.8 },
  { from: 10, male: 38.6, female: 35.4 },
  { from: 15, male: 37.8, female: 35.2 },
  { from: 20, male: 33.8, female: 32.2 },
  { from: 25, male: 33.4, female: 32.6 },
  { from: 30, male: 37.6, female: 37.4 },
  { from: 35, male: 41.4, female: 41.6 },
  { from: 40, male: 39.8, female: 40.2 },
  { from: 45, male: 36.6, female: 37.4 },
  { from: 50, male: 32.8, female: 34.2 },
  { from: 55, male: 29.8, female: 33.2 },
  { from: 60, male: 24.6, female: 28.4 },
  { from: 65, male: 18.4, female: 22.6 },
  { from: 70, male: 11.2, female: 14.8 },
  { from: 75, male: 5.8, female: 8.2 },
  { from: 80, male: 5.2, female: 8.8 },
];
