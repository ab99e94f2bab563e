import { z } from 'zod';
import { faultSchema } from './faults.ts';
import { lookupClaims, purposeClaims } from './lookup.ts';
import { type ProblemCode, problems } from './problems.ts';
import { changeSchemas, recordSchemas } from './record-schemas.ts';
import { type RegistryName, registryNames } from './records.ts';

type Json = { [name: string]: unknown };

/**
 * The API's description, OpenAPI 3.1. Bodies that are compact JWS are described by the claims inside them.
 */
export function openApi({ simulation }: { simulation: boolean }): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Registries (simulated)',
      version: '1.0.0',
      description:
        'Look-ups in the state registries and the feed of their changes. Each request is a JWS by its caller ' +
        '(ES256), names its purpose and legal basis, and is answered once; each answer is a JWS. Synthetic data only.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'look-ups' },
      { name: 'changes' },
      { name: 'operation', description: 'Keys, description and health.' },
      ...(simulation ? [{ name: 'simulation', description: 'Absent unless REGISTRIES_SIMULATION=on.' }] : []),
    ],
    paths: { ...paths, ...(simulation ? simulationPaths : {}) },
    components: {
      securitySchemes: {
        signedRequest: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A JWT of type `changes-request+jwt` signed by the caller with ES256; its `jti` is used once.',
        },
      },
      schemas,
    },
  };
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Dates travel as ISO instants; what the schema of the store calls a date is a string outside. */
function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: target }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(target, { type: 'string', format: 'date-time' });
    },
  });
  return rest;
}

const instant = { type: 'integer', description: 'Seconds since 1970-01-01T00:00:00Z (RFC 7519, NumericDate).' };
const uuid = { type: 'string', format: 'uuid' };
const cursor = { type: 'string', pattern: '^\\d{1,15}$' };
const hash = { type: 'string', pattern: '^[\\w-]{43}$', description: 'Base64url of SHA-256 over the request JWS.' };

const schemas: Json = {
  ...Object.fromEntries(registryNames.map((name) => [`${name}Record`, jsonSchema(recordSchemas[name])])),
  Registry: { type: 'string', enum: [...registryNames] },
  LookupRequest: {
    ...merged(jsonSchema(lookupClaims), jsonSchema(purposeClaims)),
    description: 'Claims of a JWS with `alg` ES256, `typ` lookup-request+jwt and the caller’s `kid`.',
    examples: [
      {
        iss: 'cong-dan-so',
        aud: 'registries',
        iat: 1_767_225_600,
        exp: 1_767_225_660,
        jti: '019b7760-0000-7000-8000-000000000001',
        registry: 'driving',
        person: '092190123456',
        fields: ['fullName', 'status'],
        purpose: 'wallet.verify',
        legalBasis: 'Nghị định 69/2024/NĐ-CP, Điều 7',
        caseRef: '019b7760-0000-7000-8000-000000000002',
      },
    ],
  },
  LookupAnswer: {
    type: 'object',
    description: 'Claims of a JWS with `typ` lookup-answer+jwt. Records carry only the fields asked for.',
    required: ['iss', 'aud', 'iat', 'jti', 'correlationId', 'requestHash', 'registry', 'outcome', 'records', 'asOf'],
    properties: {
      iss: { const: 'registries' },
      aud: { type: 'string' },
      iat: instant,
      jti: uuid,
      correlationId: { ...uuid, description: 'The `jti` of the request.' },
      requestHash: hash,
      registry: reference('Registry'),
      outcome: { type: 'string', enum: ['found', 'not_found'] },
      records: { type: 'array', maxItems: 100, items: { type: 'object', required: ['_id', 'version'] } },
      asOf: { type: 'string', format: 'date-time' },
    },
    examples: [
      {
        iss: 'registries',
        aud: 'cong-dan-so',
        iat: 1_767_225_601,
        jti: '019b7760-0000-7000-8000-000000000003',
        correlationId: '019b7760-0000-7000-8000-000000000001',
        requestHash: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
        registry: 'driving',
        outcome: 'found',
        records: [{ _id: '920012345678', version: 1, fullName: 'Nguyễn Thị Minh Anh', status: 'valid' }],
        asOf: '2026-01-01T00:00:01.000Z',
      },
    ],
  },
  ChangesAnswer: {
    type: 'object',
    description:
      'Claims of a JWS with `typ` changes-answer+jwt. Cursors have no gaps and stand in the order of commit.',
    required: ['iss', 'aud', 'iat', 'jti', 'correlationId', 'requestHash', 'changes', 'next', 'end'],
    properties: {
      iss: { const: 'registries' },
      aud: { type: 'string' },
      iat: instant,
      jti: uuid,
      correlationId: uuid,
      requestHash: hash,
      changes: { type: 'array', maxItems: 1000, items: reference('Change') },
      next: { ...cursor, description: 'Where the next reading starts.' },
      end: { type: 'boolean', description: 'Nothing stands after `next` yet.' },
    },
    examples: [{ changes: [], next: '0', end: true }],
  },
  Change: {
    type: 'object',
    required: ['cursor', 'registry', 'person', 'recordId', 'kind', 'version', 'at'],
    properties: {
      cursor,
      registry: reference('Registry'),
      person: { type: 'string', pattern: '^\\d{12}$' },
      recordId: { type: 'string' },
      kind: { type: 'string', enum: ['changed', 'revoked', 'removed'] },
      version: { type: 'integer' },
      at: { type: 'string', format: 'date-time' },
    },
  },
  Problem: {
    type: 'object',
    description: 'RFC 9457.',
    required: ['type', 'title', 'status', 'code'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(problems) },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'detail'],
          properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
        },
      },
    },
  },
  Fault: {
    ...jsonSchema(faultSchema),
    examples: [{ registry: 'driving', fault: 'slow', milliseconds: 800, times: 3 }],
  },
  Faults: {
    type: 'object',
    required: ['faults'],
    properties: { faults: { type: 'array', items: reference('Fault') } },
  },
  RecordChange: {
    description: `What may be set: ${registryNames.map((name) => `${name}: ${settable(name)}`).join('; ')}.`,
    oneOf: [
      onlyProperty('set', { type: 'object', minProperties: 1 }),
      onlyProperty('revoke', { const: true }),
      onlyProperty('remove', { const: true }),
    ],
    examples: [{ set: { points: 4 } }, { revoke: true }],
  },
  RecordChanged: {
    type: 'object',
    required: ['cursor', 'kind', 'version'],
    properties: { cursor, kind: { type: 'string' }, version: { type: 'integer' } },
    examples: [{ cursor: '17', kind: 'revoked', version: 2 }],
  },
  KeySet: {
    type: 'object',
    description: 'RFC 7517.',
    required: ['keys'],
    properties: { keys: { type: 'array', items: { type: 'object' } } },
  },
  Status: { type: 'object', required: ['status'], properties: { status: { type: 'string' } } },
};

function settable(name: RegistryName): string {
  return Object.keys(changeSchemas[name].shape).join(', ');
}

function onlyProperty(name: string, schema: Json): Json {
  return { type: 'object', required: [name], properties: { [name]: schema }, additionalProperties: false };
}

function merged(...parts: Json[]): Json {
  const standard = {
    iss: { type: 'string' },
    aud: { const: 'registries' },
    iat: instant,
    exp: instant,
    jti: { ...uuid, description: 'Used once.' },
  };
  return {
    type: 'object',
    required: [...Object.keys(standard), ...parts.flatMap((part) => (part.required as string[] | undefined) ?? [])],
    properties: Object.assign({}, standard, ...parts.map((part) => part.properties)),
  };
}

/** Each way a route refuses, by its status; codes that share one are listed together. */
function refusals(...codes: ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...codes, 'INTERNAL'] as const) {
    byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, sharing]) => [
      String(status),
      {
        description: sharing.map((code) => `\`${code}\`: ${problems[code].title}`).join(' '),
        content: {
          'application/problem+json': {
            schema: reference('Problem'),
            examples: Object.fromEntries(
              sharing.map((code) => [code, { value: { type: 'about:blank', ...problems[code], code } }]),
            ),
          },
        },
      },
    ]),
  );
}

const answers = (description: string, media: string, schema: Json) => ({
  '200': { description, content: { [media]: { schema } } },
});
const signed = (claims: string) => ({
  type: 'string',
  contentMediaType: 'application/jose',
  description: `Compact JWS (RFC 7515) whose payload is ${claims}.`,
  contentSchema: reference(claims),
});
const registryInPath = { name: 'registry', in: 'path', required: true, schema: reference('Registry') };
const inQuery = (name: string, schema: Json, required = false) => ({ name, in: 'query', required, schema });
const body = (media: string, schema: Json) => ({ required: true, content: { [media]: { schema } } });

const paths: Json = {
  '/v1/{registry}/lookups': {
    post: {
      operationId: 'lookUp',
      tags: ['look-ups'],
      summary: 'All records of one person in one registry, logged before it is answered.',
      parameters: [registryInPath],
      requestBody: body('application/jose', signed('LookupRequest')),
      responses: {
        ...answers('Found, or not found; signed.', 'application/jose', signed('LookupAnswer')),
        ...refusals(
          'REQUEST_MALFORMED',
          'REQUEST_UNSIGNED',
          'REGISTRY_UNKNOWN',
          'REQUEST_REPLAYED',
          'BODY_TOO_LARGE',
          'MEDIA_TYPE_UNSUPPORTED',
          'PURPOSE_MISSING',
          'REGISTRY_UNAVAILABLE',
        ),
      },
    },
  },
  '/v1/changes': {
    get: {
      operationId: 'readChanges',
      tags: ['changes'],
      summary: 'Changes after a cursor, in order; waits for the first one when there is none.',
      security: [{ signedRequest: [] }],
      parameters: [
        inQuery('after', { ...cursor, default: '0' }),
        inQuery('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
        inQuery('waitSeconds', { type: 'number', minimum: 0, maximum: 20, default: 0 }),
      ],
      responses: {
        ...answers('A page of the feed, signed.', 'application/jose', signed('ChangesAnswer')),
        ...refusals(
          'REQUEST_MALFORMED',
          'CURSOR_UNKNOWN',
          'REQUEST_UNSIGNED',
          'REQUEST_REPLAYED',
          'REGISTRY_UNAVAILABLE',
        ),
      },
    },
  },
  '/.well-known/jwks.json': {
    get: {
      operationId: 'readKeys',
      tags: ['operation'],
      summary: 'Public keys of the answers.',
      responses: { ...answers('A JWK Set.', 'application/json', reference('KeySet')), ...refusals() },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'readDescription',
      tags: ['operation'],
      summary: 'This document.',
      responses: { ...answers('OpenAPI 3.1.', 'application/json', { type: 'object' }), ...refusals() },
    },
  },
  '/livez': {
    get: {
      operationId: 'isAlive',
      tags: ['operation'],
      summary: 'The process runs.',
      responses: { ...answers('Alive.', 'application/json', reference('Status')), ...refusals() },
    },
  },
  '/readyz': {
    get: {
      operationId: 'isReady',
      tags: ['operation'],
      summary: 'The process can answer: its database answers.',
      responses: {
        ...answers('Ready.', 'application/json', reference('Status')),
        ...refusals('REGISTRY_UNAVAILABLE'),
      },
    },
  },
};

const simulationPaths: Json = {
  '/simulation/faults': {
    put: {
      operationId: 'setFault',
      tags: ['simulation'],
      summary: 'Orders a fault, or ends it with "none". `*` means every registry, not the feed.',
      requestBody: body('application/json', reference('Fault')),
      responses: {
        ...answers('The faults now.', 'application/json', reference('Faults')),
        ...refusals('REQUEST_MALFORMED', 'BODY_TOO_LARGE'),
      },
    },
    get: {
      operationId: 'listFaults',
      tags: ['simulation'],
      summary: 'The faults now.',
      responses: { ...answers('The faults now.', 'application/json', reference('Faults')), ...refusals() },
    },
  },
  '/simulation/records/{registry}/{recordId}': {
    patch: {
      operationId: 'changeRecord',
      tags: ['simulation'],
      summary: 'Changes, revokes or removes a record and adds the change to the feed, in one transaction.',
      parameters: [
        registryInPath,
        { name: 'recordId', in: 'path', required: true, schema: { type: 'string', maxLength: 100 } },
      ],
      requestBody: body('application/json', reference('RecordChange')),
      responses: {
        ...answers('The change made.', 'application/json', reference('RecordChanged')),
        ...refusals('REQUEST_MALFORMED', 'REGISTRY_UNKNOWN', 'RECORD_UNKNOWN', 'BODY_TOO_LARGE', 'CHANGE_INVALID'),
      },
    },
  },
  '/simulation/records/{registry}': {
    get: {
      operationId: 'readRecords',
      tags: ['simulation'],
      summary: 'The whole records of a person; not logged, synthetic people only.',
      parameters: [registryInPath, inQuery('person', { type: 'string', pattern: '^\\d{12}$' }, true)],
      responses: {
        ...answers('The records.', 'application/json', {
          type: 'object',
          required: ['records'],
          properties: {
            records: { type: 'array', items: { oneOf: registryNames.map((n) => reference(`${n}Record`)) } },
          },
        }),
        ...refusals('REQUEST_MALFORMED', 'REGISTRY_UNKNOWN'),
      },
    },
  },
};
