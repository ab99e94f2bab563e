import * as wallet from '../../services/wallet/index.ts';
import { reaction } from '../reaction.ts';

/** Tells the holder's open wallets that a shown document was checked. */
export const pushPresentation = reaction('pushPresentation', wallet.PresentationChecked, (call, payload) =>
  wallet.pushPresentation(call, payload),
);
