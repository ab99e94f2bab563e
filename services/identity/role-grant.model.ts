import { model, Schema } from 'mongoose';

const roleGrantSchema = new Schema(
  {
    /** Keyed hash of the personal number: a role can be granted before its bearer has an account. */
    _id: { type: String, required: true },
    roles: { type: [String], enum: ['ADMINISTRATOR'], required: true },
  },
  { collection: 'role_grants', versionKey: false },
);

export const RoleGrant = model('RoleGrant', roleGrantSchema);
