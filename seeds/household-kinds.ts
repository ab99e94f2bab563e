/**
 * Forms of household. Each is anchored at the age of one person, named in brackets; the others follow from that age by
 * rules of births and marriages.
 */
export const householdKinds = [
  'family', // couple and children (mother)
  'extended', // couple, children and the husband's parents (mother)
  'single_parent', // (mother, or the father)
  'couple', // without children at home (wife)
  'woman', // alone
  'man', // alone
  'siblings', // two grown brothers or sisters (elder)
  'grandparents', // with grandchildren whose parents work elsewhere (grandmother)
] as const;
export type HouseholdKind = (typeof householdKinds)[number];

/** First years of the bands in which each kind can be anchored. */
export const anchorBands: Record<HouseholdKind, readonly number[]> = {
  family: [20, 25, 30, 35, 40, 45, 50, 55, 60],
  extended: [20, 25, 30, 35, 40, 45, 50],
  single_parent: [20, 25, 30, 35, 40, 45, 50, 55, 60],
  couple: [20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80],
  woman: [15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80],
  man: [15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80],
  siblings: [20, 25, 30],
  grandparents: [55, 60, 65, 70],
};

/**
 * Households of each kind per hundred thousand, in the order of the kind's anchor bands. Printed by
 * fit-household-kinds.ts, not measured: what is true of the city is the pyramid that they add up to.
 */
export const kindWeights: Record<HouseholdKind, readonly number[]> = {
  family: [1335, 2650, 4590, 7041, 8044, 7812, 6322, 5560, 3510],
  extended: [1611, 3179, 5373, 6104, 4543, 2935, 2261],
  single_parent: [20, 44, 107, 335, 769, 981, 686, 832, 314],
  couple: [783, 1314, 1371, 716, 278, 270, 349, 527, 433, 1259, 337, 14, 409],
  woman: [1211, 11, 18, 23, 28, 35, 56, 71, 188, 144, 335, 74, 0, 59],
  man: [983, 1121, 1358, 1683, 1118, 174, 50, 76, 98, 11, 347, 10, 476, 103],
  siblings: [1256, 537, 835],
  grandparents: [574, 479, 1108, 333],
};
