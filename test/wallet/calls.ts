import { randomBytes } from 'node:crypto';
import { type FakeRegistries, fakeRegistries } from '../../services/exchange/registries.fake.ts';
import { Account } from '../../services/identity/account.model.ts';
import type { Actor, CallContext } from '../../services/platform/call-context.ts';
import { newId } from '../../services/platform/ids.ts';
import { keyedHash, personKey } from '../../services/platform/keyed-hash.ts';
import type { Ports } from '../../services/platform/ports.ts';
import { seal } from '../../services/platform/seal.ts';
import { aHealthRecord, aLicence, anInsurance, aPerson } from '../registries/running-registries.ts';

/** A call with the outside world as the test gives it; what it does not give must not be used. */
export function aCall(changed: Partial<Omit<CallContext, 'ports'>> & { ports?: Partial<Ports> } = {}): CallContext {
  return {
    actor: { kind: 'visitor' },
    requestId: newId(),
    origin: { address: `test ${newId()}`, device: 'test' },
    now: () => new Date(),
    randomBytes,
    ...changed,
    ports: {
      registries: notForThisTest('registries'),
      notifications: notForThisTest('notifications'),
      live: notForThisTest('live'),
      memory: notForThisTest('memory'),
      ...changed.ports,
    },
  };
}

function notForThisTest<Port extends object>(name: string): Port {
  const refuse = () => {
    throw new Error(`the port ${name} is not for this test`);
  };
  return new Proxy({}, { get: refuse }) as Port;
}

let people = 0;

/**
 * A citizen with an account, and registries that hold all three records of them. `as` makes calls of the citizen, of
 * the product itself, or of a visitor, all at the test's clock.
 */
export async function aHolder(changed: { fullName?: string; bornOn?: string } = {}) {
  people += 1;
  const personalId = `001190${String(process.pid % 1000).padStart(3, '0')}${String(people).padStart(3, '0')}`;
  const accountId = newId();
  const fullName = changed.fullName ?? aPerson().fullName;
  const bornOn = changed.bornOn ?? aPerson().birthDate;
  const record = { personalId, fullName, birthDate: bornOn };
  const registries = fakeRegistries();
  const clock = { now: new Date() };
  const licence = aLicence({ ...record, _id: `92${personalId.slice(2)}` });
  const insurance = anInsurance({ ...record, validFrom: '2020-01-01', validTo: '2099-12-31' });
  const health = aHealthRecord({ ...record, _id: personalId });
  registries.hold('driving', [licence]);
  registries.hold('insurance', [insurance]);
  registries.hold('health', [health]);

  const person = { personalId, fullName, bornOn, sex: 'FEMALE', phone: `+84901${personalId.slice(-6)}` };
  await new Account({
    _id: accountId,
    personKey: personKey(personalId),
    phoneKey: keyedHash('phone', `${person.phone} ${accountId}`),
    person: seal(JSON.stringify(person), accountId),
    level: 'LEVEL_1',
    state: 'ACTIVE',
    roles: ['CITIZEN'],
    language: 'VI',
    registeredAt: clock.now,
    passkeys: [],
  }).save();

  const signedIn: Actor = {
    kind: 'account',
    accountId,
    sessionId: newId(),
    level: 'LEVEL_1',
    state: 'ACTIVE',
    roles: ['CITIZEN'],
  };
  const as = (actor: Actor, ports: Partial<Ports> = {}) =>
    aCall({ actor, now: () => clock.now, ports: { registries, ...ports } });
  return {
    accountId,
    personalId,
    registries: registries as FakeRegistries,
    records: { licence, insurance, health },
    citizen: (ports: Partial<Ports> = {}) => as(signedIn, ports),
    locked: () => as({ ...signedIn, state: 'LOCKED' }),
    system: (ports: Partial<Ports> = {}) => as({ kind: 'system', reaction: 'test' }, ports),
    visitor: () => as({ kind: 'visitor' }),
    passSeconds(seconds: number) {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
    },
    clock,
  };
}

export type Holder = Awaited<ReturnType<typeof aHolder>>;

/** A fresh idempotency key. */
export const aKey = newId;
