import { model, Schema } from 'mongoose';

/** Up to where the registries' change feed was taken over. One document. */
const registryCursorSchema = new Schema(
  {
    _id: { type: String, required: true },
    after: { type: String, required: true },
    movedAt: { type: Date, required: true },
  },
  { collection: 'registry_cursors', versionKey: false },
);

export const RegistryCursor = model('RegistryCursor', registryCursorSchema);
