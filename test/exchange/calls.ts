import { randomBytes } from 'node:crypto';
import type { CallContext } from '../../services/platform/call-context.ts';
import { newId } from '../../services/platform/ids.ts';
import { loadPublicKeys, loadSigningKey } from '../../services/platform/keys.ts';
import type { Ports, RegistriesPort } from '../../services/platform/ports.ts';
import { startRegistries } from '../registries/running-registries.ts';

const unused = (name: string) => new Proxy({}, { get: () => assertUnused(name) });

function assertUnused(name: string): never {
  throw new Error(`the port ${name} is not for this test`);
}

/** The product acting by itself, as a reaction does, with the registries behind `registries`. */
export function aSystemCall(registries: RegistriesPort, changed: Partial<CallContext> = {}): CallContext {
  const ports: Ports = {
    registries,
    notifications: unused('notifications') as Ports['notifications'],
    live: unused('live') as Ports['live'],
    memory: unused('memory') as Ports['memory'],
  };
  return {
    actor: { kind: 'system', reaction: 'verifyDocument' },
    requestId: newId(),
    origin: { address: '', device: 'test' },
    ports,
    now: () => new Date(),
    randomBytes,
    ...changed,
  };
}

/** Registries that know the product's key and are known by theirs, as `KEYS_DIR` has them. */
export async function startKnownRegistries(options: { besides?: { databaseName: string } } = {}) {
  const own = { key: await loadSigningKey('registries'), publicKeys: loadPublicKeys('registries') };
  const caller = { key: await loadSigningKey('exchange'), publicKeys: loadPublicKeys('exchange') };
  const keys = { registries: own, caller };
  return startRegistries({ keys, ...(options.besides ? { besides: { ...options.besides, keys } } : {}) });
}
