/** How many ask at once. */
export const clientCounts = [1, 16, 64] as const;
/** Before each measured run, so that connections are open and the store has seen the data. */
export const warmUpMs = 500;
export const measureMs = 3000;
