import { z } from 'zod';

/** Milliseconds of a duration written in the unit its name says. */
const seconds = (value: number) => value * 1000;

const flag = z.enum(['on', 'off']);
const port = z.coerce.number().int().min(0).max(65535);

const environmentSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: port.default(4000),
    WORKER_PORT: port.default(4200),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
    RELYING_PARTY_ID: z.string().min(1).optional(),
    ALLOWED_ORIGINS: z.string().min(1).optional(),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(8).default(0),
    MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'expected a mongodb:// address'),
    MONGODB_DATABASE: z.string().min(1).default('congdanso'),
    REDIS_URL: z.string().regex(/^rediss?:\/\//, 'expected a redis:// address'),
    REGISTRIES_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:4100'),
    REGISTRIES_PORT: port.default(4100),
    REGISTRIES_MONGODB_URI: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//, 'expected a mongodb:// address')
      .optional(),
    REGISTRIES_DATABASE: z.string().min(1).default('registries'),
    REGISTRIES_SIMULATION: flag.optional(),
    REGISTRIES_TIMEOUT_MS: z.coerce.number().int().min(50).max(60_000).default(3000),
    NOTIFICATIONS_URL: z.url({ protocol: /^https?$/ }).optional(),
    NOTIFICATIONS_TOKEN: z.string().min(1).optional(),
    METRICS_TOKEN: z.string().min(16).optional(),
    KEYS_DIR: z.string().min(1).default('.data/keys'),
    WEB_DIR: z.string().min(1).default('dist/web'),
    GRAPHQL_INTROSPECTION: flag.optional(),
    DEVELOPMENT_OUTBOX: flag.optional(),
    SESSION_DAYS: z.coerce.number().int().min(1).max(90).default(30),
    WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(256).default(16),
    MATCH_REVEAL_MS: z.coerce.number().int().min(0).max(60_000).default(1500),
    UNAVAILABLE_RETRY_SECONDS: z.coerce.number().min(0.1).max(3600).default(15),
    JOB_LOCK_MS: z.coerce.number().int().min(1000).max(120_000).default(10_000),
  })
  .refine(({ NODE_ENV, PUBLIC_URL }) => NODE_ENV !== 'production' || isSecure(PUBLIC_URL), {
    path: ['PUBLIC_URL'],
    error: 'expected https:// in production',
    when: always,
  })
  .refine((env) => env.NODE_ENV !== 'production' || env.NOTIFICATIONS_URL || env.DEVELOPMENT_OUTBOX === 'on', {
    path: ['NOTIFICATIONS_URL'],
    error: 'expected an SMS gateway in production',
    when: always,
  })
  .refine((env) => env.NODE_ENV !== 'production' || env.DEVELOPMENT_OUTBOX !== 'on' || isLoopback(env.PUBLIC_URL), {
    path: ['DEVELOPMENT_OUTBOX'],
    error: 'shows one-time codes: loopback only',
    when: always,
  });

/** Rules across variables are told together with the faults of single ones, which may then be of any form. */
function always(): boolean {
  return true;
}

function isSecure(url: unknown): boolean {
  return String(url).startsWith('https://') || isLoopback(url);
}

function isLoopback(url: unknown): boolean {
  const text = String(url);
  return URL.canParse(text) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(text).hostname);
}

/** Reads the environment once. Every fault is reported at once, each by the name of its variable. */
export function parseConfig(environment: Record<string, string | undefined>) {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const env = environmentSchema.parse(present);
  const production = env.NODE_ENV === 'production';
  const publicUrl = env.PUBLIC_URL.replace(/\/$/, '');
  return Object.freeze({
    environment: env.NODE_ENV,
    logLevel: env.LOG_LEVEL,
    host: env.HOST,
    port: env.PORT,
    workerPort: env.WORKER_PORT,
    publicUrl,
    relyingPartyId: env.RELYING_PARTY_ID ?? new URL(publicUrl).hostname,
    relyingPartyName: 'Công dân số',
    allowedOrigins: (env.ALLOWED_ORIGINS ?? new URL(publicUrl).origin).split(',').map((origin) => origin.trim()),
    trustedProxies: env.TRUSTED_PROXIES,
    mongodbUri: env.MONGODB_URI,
    mongodbDatabase: env.MONGODB_DATABASE,
    redisUrl: env.REDIS_URL,
    registriesUrl: env.REGISTRIES_URL.replace(/\/$/, ''),
    registriesPort: env.REGISTRIES_PORT,
    registriesMongodbUri: env.REGISTRIES_MONGODB_URI ?? env.MONGODB_URI,
    registriesDatabase: env.REGISTRIES_DATABASE,
    registriesSimulation: (env.REGISTRIES_SIMULATION ?? (production ? 'off' : 'on')) === 'on',
    registriesTimeoutMs: env.REGISTRIES_TIMEOUT_MS,
    /** The gateway that carries texts to phones, and its bearer token. */
    notificationsUrl: env.NOTIFICATIONS_URL,
    notificationsToken: env.NOTIFICATIONS_TOKEN,
    metricsToken: env.METRICS_TOKEN,
    keysDir: env.KEYS_DIR,
    webDir: env.WEB_DIR,
    introspection: (env.GRAPHQL_INTROSPECTION ?? (production ? 'off' : 'on')) === 'on',
    /** The development adaptor of the notification port: shows messages on a page instead of sending them. */
    developmentOutbox: (env.DEVELOPMENT_OUTBOX ?? (production ? 'off' : 'on')) === 'on',
    sessionMs: seconds(env.SESSION_DAYS * 86_400),
    ceremonyMs: seconds(120),
    registrationMs: seconds(1800),
    registrationCodeMs: seconds(300),
    matchRevealMs: env.MATCH_REVEAL_MS,
    presentationMs: seconds(60),
    unavailableRetryMs: seconds(env.UNAVAILABLE_RETRY_SECONDS),
    workerConcurrency: env.WORKER_CONCURRENCY,
    jobLockMs: env.JOB_LOCK_MS,
    queryMs: seconds(5),
  });
}

export type Config = ReturnType<typeof parseConfig>;

function readConfig(): Config {
  try {
    // biome-ignore lint/style/noProcessEnv: the only reader of the environment
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const faults = error.issues.map((issue) => `  ${issue.path.join('.') || 'environment'}: ${issue.message}`);
    process.stderr.write(`The configuration has faults; nothing was started.\n${faults.join('\n')}\n`);
    process.exit(78);
  }
}

export const config = readConfig();
