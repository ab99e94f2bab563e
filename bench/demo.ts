import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { NotMatched, type Step, StepFailed, walkFirstLight } from './first-light.ts';
import { eligiblePeople, type Registrant, today } from './seeded-people.ts';

const usage = `Usage: npm run demo -- [options]
  --url URL        address of the running system (default http://localhost:4000)
  --origin ORIGIN  origin its passkeys are for, where it differs (its PUBLIC_URL)
  --persona KEY    one of the constructed people: key or personal number; default: any seeded person
  --personas FILE  where the constructed people are written down (default .data/personas.json)
  --people N       with how many people the system was seeded (default 2000)
  --json           prints one JSON object { steps: [{ name, ms, ok }], ok } and nothing else
`;

const optionsSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
  origin: z.url({ protocol: /^https?$/ }).optional(),
  persona: z.string().min(1).optional(),
  personas: z.string().min(1).default('.data/personas.json'),
  people: z.coerce.number().int().min(100).max(100_000).default(2000),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});
type Options = z.infer<typeof optionsSchema>;

/** How many people are tried before it is said that all seem to be registered. */
const triesAtMost = 4;

const write = (line: string) => void process.stdout.write(`${line}\n`);

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: 'string' },
        origin: { type: 'string' },
        persona: { type: 'string' },
        personas: { type: 'string' },
        people: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return optionsSchema.parse(values);
  } catch (error) {
    const faults =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n')
        : String(error instanceof Error ? error.message : error);
    process.stderr.write(`${faults}\n${usage}`);
    process.exit(64);
  }
}

/** Passkeys are for names, not for addresses: this machine is called localhost. */
function originOf({ url, origin }: Options): string {
  if (origin !== undefined) return new URL(origin).origin;
  const address = new URL(url);
  if (['127.0.0.1', '[::1]'].includes(address.hostname)) address.hostname = 'localhost';
  return address.origin;
}

const personaSchema = z.object({
  key: z.string(),
  personalId: z.string(),
  fullName: z.string(),
  bornOn: z.string(),
  phone: z.string(),
});

async function personaNamed(name: string, file: string): Promise<Registrant> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`${file} is not there: start the system first, or name the file with --personas`, { cause });
  });
  const all = z.array(personaSchema).parse(JSON.parse(text));
  const found = all.find(({ key, personalId }) => key === name || personalId === name);
  if (!found) throw new Error(`no persona ${name}; there are ${all.map(({ key }) => key).join(', ')}`);
  const { personalId, fullName, bornOn, phone } = found;
  return { personalId, fullName, bornOn, phone };
}

/** Seeded people in an order of chance, so that the demo can run many times on one system. */
function* anySeeded(people: number): Generator<Registrant> {
  const eligible = [...eligiblePeople({ people, today: today() })];
  while (eligible.length > 0) {
    const [chosen] = eligible.splice(randomInt(eligible.length), 1);
    if (!chosen) return;
    const { _id: personalId, fullName, birthDate: bornOn } = chosen.person;
    yield { personalId, fullName, bornOn, phone: `+8490${String(randomInt(10_000_000)).padStart(7, '0')}` };
  }
}

async function reachSystem(url: string): Promise<void> {
  const address = new URL('/readyz', url);
  const response = await fetch(address, { signal: AbortSignal.timeout(5000) }).catch((cause: unknown) => {
    throw new Error(`nothing answers at ${address.origin}: start the system with npm start, or name it with --url`, {
      cause,
    });
  });
  if (!response.ok)
    throw new Error(`${address.href} says ${response.status}: ${(await response.text()).slice(0, 300)}`);
}

async function demo(options: Options): Promise<Step[]> {
  const { url, json } = options;
  await reachSystem(url);
  const onStep = ({ name, ms, ok, detail }: Step & { detail: string }) => {
    if (!json) write(`  ${ok ? '✓' : '✗'} ${name.padEnd(33)}${String(ms).padStart(6)} ms   ${detail}`);
  };
  const candidates = options.persona
    ? [await personaNamed(options.persona, options.personas)].values()
    : anySeeded(options.people);
  let last: unknown;
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const { value: registrant } = candidates.next();
    if (!registrant) break;
    try {
      return await walkFirstLight({ url, origin: originOf(options), registrant, onStep });
    } catch (error) {
      if (!(error instanceof StepFailed && error.cause instanceof NotMatched)) throw error;
      last = error;
      if (!json && !options.persona) write('  Registered already, it seems: another one.');
    }
  }
  throw last ?? new Error('nobody among the seeded people has three documents in force');
}

const options = readOptions();
if (options.help) {
  write(usage);
} else {
  if (!options.json) write(`Công dân số at ${options.url}`);
  const begun = performance.now();
  try {
    const steps = await demo(options);
    if (options.json) write(JSON.stringify({ steps, ok: true }));
    else write(`All ${steps.length} steps in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (options.json) {
      const steps = error instanceof StepFailed ? error.steps : [];
      write(JSON.stringify({ steps, ok: false, error: message }));
    }
    process.stderr.write(`The demo failed. ${message}\n`);
    process.exitCode = 1;
  }
}
