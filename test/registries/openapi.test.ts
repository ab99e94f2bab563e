import assert from 'node:assert/strict';
import { type RunningRegistries, startRegistries } from './running-registries.ts';

type Operation = {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string }[];
  responses: Record<string, { description: string; content: Record<string, { schema: unknown; examples?: unknown }> }>;
};
type Description = {
  openapi: string;
  info: Record<string, string>;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};

describe('registries: openapi.json', () => {
  let registries: RunningRegistries;
  let description: Description;

  before(async () => {
    registries = await startRegistries();
    description = (await (await fetch(`${registries.url}/openapi.json`)).json()) as Description;
  });
  after(() => registries.stop());

  const operations = () =>
    Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  it('is OpenAPI 3.1 with a title and a version', () => {
    assert.match(description.openapi, /^3\.1\.\d$/);
    assert.ok(description.info.title && description.info.version);
  });

  it('describes every route of the app, and no other', () => {
    const served: string[] = [];
    for (const { route } of registries.app.router.stack) {
      if (!route) continue;
      const path = String(route.path).replace(/:(\w+)/g, '{$1}');
      for (const layer of route.stack) served.push(`${layer.method} ${path}`);
    }
    const described = operations().map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual([...new Set(served)].sort(), described.sort());
  });

  it('names each operation once, with its parameters, answers and refusals', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length);
    for (const { path, operation } of operations()) {
      assert.ok(operation.summary, path);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      assert.deepEqual(
        declared.map(({ name }) => name),
        inPath,
      );
      assert.ok(operation.responses['200'], path);
      for (const [status, response] of Object.entries(operation.responses)) {
        assert.ok(response.description, `${path} ${status}`);
        if (status === '200') continue;
        const problem = response.content['application/problem+json'];
        assert.ok(problem?.examples, `${path} ${status}`);
      }
    }
  });

  it('refers only to what it defines', () => {
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    assert.ok(references.length > 10);
    for (const reference of references) {
      const name = reference.replace('#/components/schemas/', '');
      assert.ok(description.components.schemas[name], reference);
    }
  });

  it('leaves the simulation out where it is switched off', async () => {
    const real = await startRegistries({ simulation: false });
    try {
      const { paths } = (await (await fetch(`${real.url}/openapi.json`)).json()) as Description;
      assert.ok(Object.keys(paths).every((path) => !path.startsWith('/simulation')));
    } finally {
      await real.stop();
    }
  });
});
