import { linkDocuments, openAccounts, somePeople } from '../citizens.ts';
import type { Ground } from '../ground.ts';
import { httpClient, requestBytes, runLoad } from '../load.ts';
import { pageOperation } from '../operations.ts';
import { type BenchRow, inTurn, type MeasuredRow } from '../row.ts';
import { clientCounts, measureMs, warmUpMs } from '../timing.ts';

const row = { name: 'wallet-home', goal: 0.7, unit: 'answers/s' };

/** The page a citizen sees first: who they are and three verified documents, by the bearer of a session. */
export const walletHome: BenchRow = {
  ...row,
  async measure(ground: Ground): Promise<MeasuredRow[]> {
    const citizens = await openAccounts(somePeople(Math.max(...clientCounts)));
    for (const citizen of citizens) await linkDocuments(citizen);
    const query = pageOperation(['session/session.graphql', 'wallet/wallet.graphql'], ['Me', 'WalletHome']);
    const variables = { includeHidden: true };
    const requests = citizens.map(({ bearer }) => {
      const authorization = `Bearer ${bearer}`;
      return {
        ours: requestBytes('/graphql', { query, variables }, { authorization }),
        floor: requestBytes('/wallet-home', undefined, { authorization }),
      };
    });
    const requestOf = (index: number) => {
      const request = requests[index];
      if (!request) throw new RangeError(`no citizen ${index}`);
      return request;
    };

    const api = await ground.startOurs('api');
    const floor = await ground.startFloor('wallet-home');
    const side = (which: 'ours' | 'floor', clients: number, warmMs: number, forMs: number) =>
      runLoad({
        port: which === 'ours' ? api.port : floor.port,
        clients,
        warmUpMs: warmMs,
        measureMs: forMs,
        async exchange(client, index) {
          const { status, body } = await client.send(requestOf(index)[which]);
          // The end of a whole answer; parsing each would cost the machine more than what is measured.
          if (status !== 200 || body.startsWith('{"errors"')) throw new Error(`${which} answered ${status}: ${body}`);
        },
      });
    try {
      await expectSameAnswer(api.port, requestOf(0).ours, floor.port, requestOf(0).floor);
      for (const which of ['floor', 'ours'] as const) await side(which, 16, 0, 2 * measureMs);
      const rows: MeasuredRow[] = [];
      for (const clients of clientCounts) {
        ground.say(`wallet-home, ${clients} clients`);
        rows.push(
          await inTurn(row, clients, {
            floor: () => side('floor', clients, warmUpMs, measureMs),
            ours: () => side('ours', clients, warmUpMs, measureMs),
          }),
        );
        await ground.noteMemory();
      }
      return rows;
    } finally {
      await api.stop();
      await floor.stop();
    }
  },
};

/** A floor that answered less would be lower than it is. @throws unless both say the same, to the letter */
async function expectSameAnswer(apiPort: number, ours: Buffer, floorPort: number, floor: Buffer): Promise<void> {
  const [fromOurs, fromFloor] = await Promise.all(
    [
      [apiPort, ours],
      [floorPort, floor],
    ].map(async ([port, request]) => {
      const client = await httpClient(Number(port));
      const { status, body } = await client.send(request as Buffer);
      client.close();
      return { status, text: status === 200 ? JSON.stringify(JSON.parse(body)) : body };
    }),
  );
  if (fromOurs?.text !== fromFloor?.text || fromOurs?.status !== 200) {
    throw new Error(`wallet-home: expected one answer, got\n${fromOurs?.text}\nand from the floor\n${fromFloor?.text}`);
  }
}
