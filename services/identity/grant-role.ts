import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { personKey } from '../platform/keyed-hash.ts';
import { transaction } from '../platform/transaction.ts';
import { Account } from './account.model.ts';
import { RoleGrant } from './role-grant.model.ts';

/** Grants a role to a person, who may not have an account yet. Repeating it is harmless. */
export async function grantRole(
  call: CallContext,
  grant: { personalId: string; role: 'ADMINISTRATOR' },
): Promise<void> {
  requireSystem(call);
  const key = personKey(grant.personalId);
  await transaction(async () => {
    await RoleGrant.updateOne({ _id: key }, { $addToSet: { roles: grant.role } }, { upsert: true });
    await Account.updateOne({ personKey: key }, { $addToSet: { roles: grant.role } });
  });
}
