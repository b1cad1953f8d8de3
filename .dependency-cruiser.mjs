/** Who may import whom, each rule with its reason; docs/architecture.md draws the same picture. */
const may = (name, comment, from, ...to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [from, ...to, 'node_modules'], dependencyTypesNot: ['core'] },
});
const only = (name, comment, library, ...where) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: [...where, '^test/', '\\.config\\.ts$', '\\.mjs$'] },
  to: { path: `node_modules/${library}/` },
});

export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle has no first page to read.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    may('shared-is-a-leaf', 'shared/ is the language both sides speak; it knows neither side.', '^shared/'),
    may(
      'domain-is-pure',
      'server/domain/ decides; it never does. Give it facts, take back a decision.',
      '^server/domain/',
      '^shared/',
    ),
    may('ports-are-types', 'A port is stated in domain words only.', '^server/ports/', '^server/domain/', '^shared/'),
    may(
      'usecases-see-ports-only',
      'A use case names what it needs as a port; server/app.ts hands it the adapter.',
      '^server/usecases/',
      '^server/(domain|ports)/',
      '^shared/',
    ),
    may(
      'http-is-a-door',
      'Routes parse, call one use case or read, present.',
      '^server/http/',
      '^server/(usecases|ports|domain|manifest)/',
      '^shared/',
    ),
    may(
      'jobs-are-a-door',
      'Jobs parse a payload and call one use case.',
      '^server/jobs/',
      '^server/(usecases|ports|domain)/',
      '^shared/',
    ),
    {
      name: 'adapters-are-strangers',
      comment: 'Adapters meet only in server/app.ts.',
      severity: 'error',
      from: { path: '^server/adapters/([^/]+)/' },
      to: { path: '^server/adapters/', pathNot: '^server/adapters/$1/' },
    },
    {
      name: 'adapters-look-inward',
      comment: 'An adapter fulfils a port; it drives nothing.',
      severity: 'error',
      from: { path: '^server/adapters/' },
      to: { path: '^server/(usecases|http|jobs)/' },
    },
    may('addin-speaks-contracts', 'The add-in knows the server only through shared/.', '^addin/', '^shared/'),
    {
      name: 'pane-carries-no-schema',
      comment: 'The pane takes types from the contracts; at run time it needs the route table alone (first load).',
      severity: 'error',
      from: { path: '^addin/', pathNot: '^addin/vite' },
      to: { path: '^shared/contracts/', pathNot: 'routes\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-are-strangers',
      comment: 'Features share through components, queries or office.',
      severity: 'error',
      from: { path: '^addin/features/([^/]+)/' },
      to: { path: '^addin/features/', pathNot: '^addin/features/$1/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Production code never reads test/.',
      severity: 'error',
      from: { pathNot: '^(test/|vitest)' },
      to: { path: '^test/' },
    },
    only(
      'express-in-http',
      'The web framework stays behind its door.',
      'express',
      '^server/http/',
      '^server/app\\.ts$',
      '^server/demo/',
    ),
    only('kysely-in-store', 'SQL stays in the store.', 'kysely', '^server/adapters/store/'),
    only(
      'mime-in-reader',
      'Parsers of mail stay in their adapter (and in the simulated Outlook).',
      'postal-mime',
      '^server/adapters/mime/',
      '^addin/simulator/',
    ),
    only('fluent-in-views', 'Fluent stays where people look.', '@fluentui', '^addin/'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
