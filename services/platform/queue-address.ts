/** Where the jobs of the worker stand in Redis. The braces keep every key of it on one node of a cluster. */
export const queueAddress = { name: 'reactions', prefix: '{cds}' } as const;
