import { expect, test } from 'vitest';
import { plant } from '../support/planted.ts';

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { name: string } }[];
  };
}

/** Runs the import rules over these files: `rule: from -> to`, sorted. */
function violationsOf(files: Readonly<Record<string, string>>): string[] {
  using planted = plant(files);
  const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))];
  const program = 'dependency-cruiser/bin/dependency-cruise.mjs';
  const { output } = planted.run(program, ...folders, '--config', '.dependency-cruiser.mjs', '--output-type', 'json');
  const { violations } = (JSON.parse(output) as Cruise).summary;
  return violations
    .map(
      ({ rule, from, to }) =>
        `${rule.name}: ${from} -> ${to.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+).*$/, '$1')}`,
    )
    .sort();
}

const leaf = 'export const leaf = 1;\n';
const use = (path: string) => `import { leaf } from '${path}';\nexport const used = leaf;\n`;

test('each import rule reports the import that breaks it, and only that', () => {
  const violations = violationsOf({
    'shared/model/leaf.ts': leaf,
    'shared/model/reaches-out.ts': use('../../server/ports/leaf.ts'),
    'shared/contracts/leaf.ts': leaf,
    'server/domain/leaf.ts': leaf,
    'server/domain/reaches-out.ts': use('../ports/leaf.ts'),
    'server/domain/takes-a-package.ts': use('zod'),
    'shared/model/takes-a-package.ts': use('pino'),
    'server/ports/leaf.ts': leaf,
    'server/ports/reaches-out.ts': use('../usecases/leaf.ts'),
    'server/usecases/leaf.ts': leaf,
    'server/usecases/reaches-out.ts': use('../adapters/imap/leaf.ts'),
    'server/adapters/imap/leaf.ts': leaf,
    'server/adapters/imap/knows-another.ts': use('../smtp/leaf.ts'),
    'server/adapters/imap/drives.ts': use('../../usecases/leaf.ts'),
    'server/adapters/imap/asks-the-store.ts': use('kysely'),
    'server/adapters/smtp/leaf.ts': leaf,
    'server/http/reaches-out.ts': use('../adapters/smtp/leaf.ts'),
    'server/jobs/reaches-out.ts': use('../adapters/smtp/leaf.ts'),
    'server/jobs/serves.ts': use('express'),
    'server/reads-tests.ts': use('../test/leaf.ts'),
    'addin/queries/reaches-out.ts': use('../../server/domain/leaf.ts'),
    'addin/queries/carries-schemas.ts': use('#shared/contracts/leaf.ts'),
    'addin/features/people/leaf.ts': leaf,
    'addin/features/tracking/knows-another.ts': use('../people/leaf.ts'),
    'addin/circle/one.ts': `${use('./two.ts')}${leaf}`,
    'addin/circle/two.ts': `${use('./one.ts')}${leaf}`,
    'test/leaf.ts': leaf,
  });
  expect(violations).toEqual([
    'adapters-are-strangers: server/adapters/imap/knows-another.ts -> server/adapters/smtp/leaf.ts',
    'adapters-look-inward: server/adapters/imap/drives.ts -> server/usecases/leaf.ts',
    'addin-speaks-contracts: addin/queries/reaches-out.ts -> server/domain/leaf.ts',
    'domain-is-pure: server/domain/reaches-out.ts -> server/ports/leaf.ts',
    'domain-takes-no-package: server/domain/takes-a-package.ts -> zod',
    'express-in-http: server/jobs/serves.ts -> express',
    'features-are-strangers: addin/features/tracking/knows-another.ts -> addin/features/people/leaf.ts',
    'http-is-a-door: server/http/reaches-out.ts -> server/adapters/smtp/leaf.ts',
    'jobs-are-a-door: server/jobs/reaches-out.ts -> server/adapters/smtp/leaf.ts',
    'kysely-in-store: server/adapters/imap/asks-the-store.ts -> kysely',
    'no-circular: addin/circle/one.ts -> addin/circle/two.ts',
    'nothing-imports-tests: server/reads-tests.ts -> test/leaf.ts',
    'pane-carries-no-schema: addin/queries/carries-schemas.ts -> shared/contracts/leaf.ts',
    'ports-are-types: server/ports/reaches-out.ts -> server/usecases/leaf.ts',
    'shared-is-a-leaf: shared/model/reaches-out.ts -> server/ports/leaf.ts',
    'shared-takes-zod-only: shared/model/takes-a-package.ts -> pino',
    'usecases-see-ports-only: server/usecases/reaches-out.ts -> server/adapters/imap/leaf.ts',
  ]);
});

test('what the rules allow is not reported', () => {
  const violations = violationsOf({
    'shared/model/leaf.ts': leaf,
    'shared/contracts/routes.ts': leaf,
    'shared/contracts/leaf.ts': "import { z } from 'zod';\nexport const leaf = z.string();\n",
    'server/domain/decides.ts': use('#shared/model/leaf.ts'),
    'server/adapters/store/reads.ts': use('kysely'),
    'server/app.ts': use('./adapters/store/reads.ts'),
    'addin/queries/takes-routes.ts': use('#shared/contracts/routes.ts'),
    'addin/queries/takes-types.ts':
      "import type { leaf } from '#shared/contracts/leaf.ts';\nexport type Leaf = typeof leaf;\n",
  });
  expect(violations).toEqual([]);
});
