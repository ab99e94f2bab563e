import { z } from 'zod';
import { type BenchCitizen, openAccounts, somePeople } from '../citizens.ts';
import type { Ground } from '../ground.ts';
import { type HttpClient, requestBytes, runLoad } from '../load.ts';
import { pageOperation } from '../operations.ts';
import { type BenchRow, inTurn, type MeasuredRow } from '../row.ts';
import { clientCounts, measureMs, warmUpMs } from '../timing.ts';

const row = { name: 'sign-in', goal: 0.7, unit: 'ceremonies/s' };

const begunSchema = z.object({
  data: z.object({
    beginSignIn: z.object({ ceremonyId: z.string(), options: z.looseObject({ challenge: z.string() }) }),
  }),
});
const floorBegunSchema = z.object({ ceremonyId: z.string(), challenge: z.string() });

/** A whole authentication ceremony: options asked for, signed by a passkey, the assertion checked, a session opened. */
export const signIn: BenchRow = {
  ...row,
  async measure(ground: Ground): Promise<MeasuredRow[]> {
    const citizens = await openAccounts(somePeople(Math.max(...clientCounts)));
    const begin = pageOperation(['session/session.graphql'], ['BeginSignIn']);
    const finish = pageOperation(['session/session.graphql'], ['SignIn']);
    const beginOurs = requestBytes('/graphql', { query: begin, variables: {} });
    const beginFloor = requestBytes('/begin', {});

    async function ours(client: HttpClient, { authenticator }: BenchCitizen): Promise<void> {
      const { data } = begunSchema.parse(JSON.parse((await client.send(beginOurs)).body));
      const { ceremonyId, options } = data.beginSignIn;
      const credential = authenticator.assertion(options.challenge);
      const variables = { input: { ceremonyId, credential } };
      const { status, body } = await client.send(requestBytes('/graphql', { query: finish, variables }));
      if (status !== 200 || body.startsWith('{"errors"')) throw new Error(`sign-in answered ${status}: ${body}`);
    }

    async function floored(client: HttpClient, { authenticator }: BenchCitizen): Promise<void> {
      const { ceremonyId, challenge } = floorBegunSchema.parse(JSON.parse((await client.send(beginFloor)).body));
      const credential = authenticator.assertion(challenge);
      const { status, body } = await client.send(requestBytes('/sign-in', { ceremonyId, credential }));
      if (status !== 200) throw new Error(`the floor of sign-in answered ${status}: ${body}`);
    }

    const api = await ground.startOurs('api');
    const floor = await ground.startFloor('sign-in');
    const side = (which: 'ours' | 'floor', clients: number, warmMs: number, forMs: number) =>
      runLoad({
        port: which === 'ours' ? api.port : floor.port,
        clients,
        warmUpMs: warmMs,
        measureMs: forMs,
        async exchange(client, index) {
          const citizen = citizens[index];
          if (!citizen) throw new RangeError(`no citizen ${index}`);
          await (which === 'ours' ? ours : floored)(client, citizen);
        },
      });
    try {
      for (const which of ['floor', 'ours'] as const) await side(which, 16, 0, 2 * measureMs);
      const rows: MeasuredRow[] = [];
      for (const clients of clientCounts) {
        ground.say(`sign-in, ${clients} clients`);
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
