import { RegistryRecordChanged } from '../../services/exchange/index.ts';
import * as wallet from '../../services/wallet/index.ts';
import { reaction } from '../reaction.ts';

/** Has every document that rests on a changed record asked about again. */
export const reverifyDocuments = reaction('reverifyDocuments', RegistryRecordChanged, (call, payload) =>
  wallet.reverifyDocuments(call, payload),
);
