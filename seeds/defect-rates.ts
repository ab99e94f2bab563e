/**
 * How often records have each fault, of the records that can have it: a name without a middle word cannot lose one.
 * Estimates of the order that cleaning campaigns report; benchmarks and tests count with them.
 */
export const defectRates = {
  /** In each of insurance, driving and health: at most one of these four for one record. */
  middleNameMissing: { insurance: 0.012, driving: 0.008, health: 0.015 },
  dayMonthSwapped: { insurance: 0.01, driving: 0.006, health: 0.014 },
  diacriticsLost: { insurance: 0.008, driving: 0.012, health: 0.02 },
  /** Written in the new placement (hoà): not a difference in identity data, so such records still match. */
  tonePlacement: { insurance: 0.2, driving: 0.15, health: 0.3 },
  /** Of the people on record as dead: an insurance card still in force. */
  deadStillInsured: 0.15,
  /** Of every second household: its first holder of an old card has the number of a stranger. */
  sharedOldIdNo: 0.006,
} as const;
