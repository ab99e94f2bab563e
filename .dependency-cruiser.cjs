// Who may import whom: the table of ARCHITECTURE.md, held by `npm run boundaries`.
const shelves = [
  'platform',
  'audit',
  'exchange',
  'clocks',
  'identity',
  'consents',
  'wallet',
  'payments',
  'contracts',
  'procedures',
  'reports',
  'partners',
  'notifications',
  'indicators',
];
const doors = '^services/[^/]+/index\\.ts$';

const only = (library, rooms, comment) => ({
  name: `${library}-only-there`,
  comment,
  severity: 'error',
  from: { pathNot: rooms },
  to: { path: `(^|/)node_modules/${library}(/|$)` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domains-meet-at-the-door',
      comment: 'A domain is used through its index, by other domains and by the entries alike.',
      severity: 'error',
      from: { path: '^(services/([^/]+)/|graphql/|workers/|seeds/)', pathNot: '^services/compose\\.ts$' },
      to: { path: '^services/(?!platform/)([^/]+)/', pathNot: [doors, '^services/$2/'] },
    },
    ...shelves.slice(0, -1).map((name, i) => ({
      name: `${name}-sits-below`,
      comment: 'News travels towards later domains as events, never as calls.',
      severity: 'error',
      from: { path: `^services/${name}/` },
      to: { path: `^services/(${shelves.slice(i + 1).join('|')})/` },
    })),
    {
      name: 'services-know-no-entry',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^(graphql|workers|registries|seeds|embedded|web|bench|test)/' },
    },
    {
      name: 'compose-only-for-entries',
      severity: 'error',
      from: { path: '^(services|registries)/', pathNot: '^services/compose\\.ts$' },
      to: { path: '^services/compose\\.ts$' },
    },
    {
      name: 'entries-keep-apart',
      severity: 'error',
      from: { path: '^(graphql|workers|seeds)/' },
      to: {
        path: '^(graphql|workers|registries|seeds|embedded)/',
        pathNot: ['^$1/', '^registries/(records|collections)\\.ts$'],
      },
    },
    {
      name: 'registries-stand-alone',
      comment: 'Another body runs them: they share the platform and nothing else.',
      severity: 'error',
      from: { path: '^registries/' },
      to: { path: '^(services|graphql|workers|seeds|embedded)/', pathNot: '^services/platform/' },
    },
    {
      name: 'embedded-knows-only-itself',
      severity: 'error',
      from: { path: '^embedded/' },
      to: { path: '^(services|graphql|workers|registries|seeds)/' },
    },
    {
      name: 'bench-and-test-are-not-imported',
      severity: 'error',
      from: { pathNot: '^(bench|test)/' },
      to: { path: '^(bench|test)/' },
    },
    only(
      'mongoose',
      ['\\.model\\.ts$', '^services/platform/', '^registries/', '^seeds/', '^workers/relay\\.ts$'],
      'The store is reached by models and the platform; registries and seeds have a database of their own.',
    ),
    only('bullmq', ['^workers/', '^graphql/http/queue-board\\.ts$'], 'Only the worker enqueues; the board only shows.'),
    only('(express|@apollo|passport|@as-integrations)', ['^graphql/', '^registries/'], 'HTTP stays at the edge.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
  },
};
