import { trusted } from '../../services/platform/mongo.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import * as wallet from '../../services/wallet/index.ts';
import { connectStore } from '../exchange/connected-store.ts';

/** Hooks of a suite that calls the wallet without the API: nothing stays owed to the reactions of later suites. */
export function withWalletStore(): void {
  let disconnect: () => Promise<void>;
  before(async () => {
    disconnect = await connectStore();
  });
  after(async () => {
    const events = Object.values(wallet).flatMap((member) => ('payload' in member ? member.name : []));
    await Outbox.deleteMany({ event: trusted({ $in: events }) });
    await disconnect();
  });
}
