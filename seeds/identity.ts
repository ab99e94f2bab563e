import { composePorts } from '../services/compose.ts';
import { grantRole } from '../services/identity/index.ts';
import { systemCall } from '../services/platform/call-context.ts';
import { connectMongo, createCollections, disconnectMongo } from '../services/platform/mongo.ts';
import { connectRedis } from '../services/platform/redis.ts';
import type { Persona } from './personas.ts';

/**
 * Gives the administrator among the constructed people that role on the platform's side, for the account that this
 * person will register.
 */
export async function grantRoles(personas: readonly Persona[]): Promise<void> {
  // The connection to Redis is lazy and stays closed: granting a role needs no port.
  const ports = composePorts(connectRedis());
  await connectMongo();
  await createCollections();
  for (const { role, personalId } of personas) {
    if (role === 'administrator') {
      await grantRole(systemCall(ports, 'seeds'), { personalId, role: 'ADMINISTRATOR' });
    }
  }
  ports.close();
  await disconnectMongo();
}
