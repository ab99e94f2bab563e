import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../../embedded/environment.ts';
import { installStores } from '../../embedded/install-stores.ts';

describe('installStores', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cong-dan-so-install-'));
    await mkdir(join(directory, 'bin'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  /** A python3 that answers as the script says; nothing else is on its PATH. */
  async function python(script: string): Promise<void> {
    const file = join(directory, 'bin', 'python3');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }

  const install = () => installStores(join(directory, 'data'), { env: { PATH: join(directory, 'bin') } });
  const refusal = (message: RegExp) => (error: unknown) => {
    assert.ok(error instanceof Error);
    assert.equal(error.name, 'StoresNotInstalled');
    assert.match(error.message, message);
    assert.match(error.message, /MONGODB_URI and REDIS_URL/);
    return true;
  };

  it('names python3 when there is none', async () => {
    await assert.rejects(install(), refusal(/^python3 is missing: .*3\.10 to 3\.13/));
  });

  it('names the version that was found when it is too old', async () => {
    await python('echo 3.8.18');
    await assert.rejects(install(), refusal(/python3 is 3\.8\.18; .*need 3\.10 to 3\.13/));
  });

  it('names the package to install when the venv module is missing', async () => {
    await python('case "$2" in *ensurepip*) echo "No module named ensurepip" >&2; exit 1;; *) echo 3.11.2;; esac');
    await assert.rejects(install(), refusal(/no venv module .*python3\.11-venv/));
  });

  /** A python whose environment has a pip that fails as the text says. */
  const pipSays = (text: string) =>
    python(
      `case "$2" in
        *ensurepip*) exit 0;;
        *version_info*) echo 3.11.2; exit 0;;
      esac
      case "$*" in
        "-m venv "*) /bin/mkdir -p "$3/bin"; /bin/cp "$0" "$3/bin/python"; exit 0;;
        "-m pip "*) echo "${text}" >&2; exit 1;;
      esac`,
    );

  it('says that there is no network when the package index cannot be reached', async () => {
    await pipSays('WARNING: Retrying after NewConnectionError: Temporary failure in name resolution');
    await assert.rejects(install(), refusal(/^No network: .*PIP_INDEX_URL/));
  });

  it('installs nothing of a package whose hash differs', async () => {
    await pipSays('ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.');
    await assert.rejects(install(), /does not have the hash that requirements\.txt names/);
  });

  it('begins anew after an installation that was cut off', async () => {
    await pipSays('No space left on device');
    await assert.rejects(install(), /disk is full/);
    await python('echo 3.8.18');
    await assert.rejects(install(), refusal(/3\.8\.18/));
    assert.ok(environment.PATH !== undefined);
  });
});
