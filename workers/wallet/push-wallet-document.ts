import * as wallet from '../../services/wallet/index.ts';
import { reaction } from '../reaction.ts';

/** Tells the citizen's open wallets to look at a settled document again. */
export const pushWalletDocument = reaction('pushWalletDocument', wallet.DocumentSettled, (call, payload) =>
  wallet.pushWalletDocument(call, payload),
);
