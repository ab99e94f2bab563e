import assert from 'node:assert/strict';
import { z } from 'zod';
import { parseConfig } from '../../services/platform/config.ts';

const stores = { MONGODB_URI: 'mongodb://127.0.0.1:27017', REDIS_URL: 'redis://127.0.0.1:6379' };
const production = {
  ...stores,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://congdanso.example',
  NOTIFICATIONS_URL: 'https://sms.example',
};

function faults(environment: Record<string, string | undefined>): string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    assert.ok(error instanceof z.ZodError);
    return [...new Set(error.issues.map(({ path }) => path.join('.')))].sort();
  }
  return [];
}

describe('parseConfig', () => {
  it('needs no more than the stores', () => {
    const config = parseConfig(stores);
    assert.equal(config.port, 4000);
    assert.equal(config.publicUrl, 'http://localhost:4000');
    assert.equal(config.relyingPartyId, 'localhost');
    assert.deepEqual(config.allowedOrigins, ['http://localhost:4000']);
    assert.equal(config.registriesMongodbUri, stores.MONGODB_URI);
  });

  it('takes an empty variable for one that is not set', () => {
    assert.equal(parseConfig({ ...stores, PORT: '', LOG_LEVEL: '' }).port, 4000);
  });

  it('tells all faults at once, each by its variable', () => {
    assert.deepEqual(faults({}), ['MONGODB_URI', 'REDIS_URL']);
    assert.deepEqual(
      faults({
        MONGODB_URI: 'postgres://x',
        PORT: '99999',
        LOG_LEVEL: 'loud',
        PUBLIC_URL: 'ftp://x',
        SESSION_DAYS: '0',
      }),
      ['LOG_LEVEL', 'MONGODB_URI', 'PORT', 'PUBLIC_URL', 'REDIS_URL', 'SESSION_DAYS'],
    );
  });

  it('tells the faults of production together with the others', () => {
    assert.deepEqual(faults({ NODE_ENV: 'production', PUBLIC_URL: 'http://congdanso.example', PORT: 'x' }), [
      'MONGODB_URI',
      'NOTIFICATIONS_URL',
      'PORT',
      'PUBLIC_URL',
      'REDIS_URL',
    ]);
  });

  it('never repeats what was given', () => {
    assert.throws(
      () => parseConfig({ MONGODB_URI: 'secret-one', REDIS_URL: 'secret-two', PORT: 'secret-three' }),
      (error: Error) => !error.message.includes('secret'),
    );
  });

  it('is closed in production: no introspection, no simulation, no development outbox', () => {
    const config = parseConfig(production);
    assert.equal(config.introspection, false);
    assert.equal(config.registriesSimulation, false);
    assert.equal(config.developmentOutbox, false);
  });

  it('refuses in production what would show codes or sessions to the network', () => {
    assert.deepEqual(faults({ ...production, PUBLIC_URL: 'http://congdanso.example' }), ['PUBLIC_URL']);
    assert.deepEqual(faults({ ...production, NOTIFICATIONS_URL: undefined }), ['NOTIFICATIONS_URL']);
    assert.deepEqual(faults({ ...production, DEVELOPMENT_OUTBOX: 'on' }), ['DEVELOPMENT_OUTBOX']);
  });

  it('lets a production build be tried on one machine', () => {
    assert.deepEqual(
      faults({ ...stores, NODE_ENV: 'production', PUBLIC_URL: 'http://localhost:4000', DEVELOPMENT_OUTBOX: 'on' }),
      [],
    );
  });

  it('cannot be changed afterwards', () => {
    assert.ok(Object.isFrozen(parseConfig(stores)));
  });
});
