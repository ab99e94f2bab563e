import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from '../../embedded/environment.ts';
import { installStores } from '../../embedded/install-stores.ts';
import { aMachine, isGone, type Machine } from './one-machine.ts';

const ready = /Công dân số is ready/;

function childrenOf(machine: Machine): number[] {
  const directory = join(machine.directory, '.data', 'run');
  const pids = readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => Number(JSON.parse(readFileSync(join(directory, file), 'utf8')).pid));
  assert.equal(pids.length, 5);
  return pids;
}

describe('npm start', function () {
  this.timeout(40_000);
  let machine: Machine;

  before(async () => {
    await installStores(dataDirectory(), { say: (line) => process.stderr.write(`${line}\n`) });
  });

  beforeEach(async () => {
    machine = await aMachine();
  });

  afterEach(async () => {
    await machine.remove();
  });

  it('brings up everything on an empty machine, names three citizens, and stops in order', async () => {
    const run = await machine.start(ready);
    assert.match(run.output(), new RegExp(`http://localhost:${machine.port}/dev/outbox`));
    assert.match(run.output(), /worker {5}\| standing in/);
    assert.match(run.output(), /seeding --people 2000/);
    assert.match(run.output(), /092300000003 {3}Nguyễn Văn 3 {3}born 1990-01-03/);
    const children = childrenOf(machine);
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 0);
    const order = [...run.output().matchAll(/^(\w+) +\| leaving in order/gm)].map((match) => match[1]);
    assert.deepEqual(order, ['api', 'worker', 'registries']);
    for (const pid of children) assert.equal(await isGone(pid, 0), true);
  });

  it('leaves no process behind when it is killed, and starts again on the same data', async () => {
    const first = await machine.start(ready);
    const children = childrenOf(machine);
    first.child.kill('SIGKILL');
    await first.ended;
    for (const pid of children) assert.equal(await isGone(pid, 5000), true);
    const second = await machine.start(ready);
    second.child.kill('SIGTERM');
    assert.equal(await second.ended, 0);
  });

  it('refuses a second start on the same data, and says who runs there', async () => {
    const first = await machine.start(ready);
    const second = await machine.start(/was not started/, { PORT: '0' });
    assert.equal(await second.ended, 1);
    assert.match(second.output(), new RegExp(`process ${first.child.pid}`));
    assert.match(second.output(), /DATA_DIR/);
    assert.equal((await fetch(`http://127.0.0.1:${machine.port}/readyz`)).status, 200);
  });

  it('refuses a port that is in use, and names the variable', async () => {
    await machine.start(ready);
    const second = await machine.start(/was not started/, { DATA_DIR: '.data/other' });
    assert.equal(await second.ended, 1);
    assert.match(second.output(), new RegExp(`Port ${machine.port} is in use`));
  });

  it('starts a process again that died', async () => {
    const run = await machine.start(ready);
    const pid = async () => Number(await (await fetch(`http://127.0.0.1:${machine.port}/pid`)).text());
    const before = await pid();
    process.kill(before, 'SIGKILL');
    let after: number | undefined;
    const end = Date.now() + 5000;
    while (after === undefined && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      after = await pid().catch(() => undefined);
    }
    assert.ok(after !== undefined && after !== before);
    assert.match(run.output(), /api was ended by SIGKILL; started again/);
  });
});
