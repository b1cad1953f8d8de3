import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { problemsIn } from '../../support/graph/check-shape.ts';
import { enumerations, shapes } from '../../support/graph/shapes.ts';

/** The published metadata is test data that may stand beside the project; what it says of our shapes is compared then. */
const metadataBeside = (folder: string): string | null => {
  const file = join(folder, 'shared/schemas/graph/v1.0-metadata.xml');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  return dirname(folder) === folder ? null : metadataBeside(dirname(folder));
};

interface Declared {
  readonly base: string | null;
  readonly properties: ReadonlyMap<string, string>;
}

const declarationOf = (metadata: string, name: string): Declared => {
  const start = new RegExp(`<(EntityType|ComplexType)(?: \\w+="true")* Name="${name}"([^>]*)>`).exec(metadata);
  if (start === null) return { base: null, properties: new Map() };
  const end = metadata.indexOf(`</${start[1] ?? ''}>`, start.index);
  const body = start[2]?.endsWith('/') === true ? '' : metadata.slice(start.index, end);
  const found = body.matchAll(/<Property Name="(\w+)" Type="([^"]+)"( Nullable="false")?/g);
  const properties = new Map<string, string>();
  for (const [, key = '', type = '', never] of found) {
    const plain = type.replace(/Edm\.|graph\./g, '').replace(/^Collection\((.*)\)$/, '$1[]');
    properties.set(key, `${plain}${never === undefined ? '' : '!'}`);
  }
  return { base: /BaseType="graph\.(\w+)"/.exec(start[2] ?? '')?.[1] ?? null, properties };
};

const allProperties = (metadata: string, name: string): Map<string, string> => {
  const { base, properties } = declarationOf(metadata, name);
  return new Map([...(base === null ? [] : allProperties(metadata, base)), ...properties]);
};

const ours = Object.entries(shapes).flatMap(([shape, properties]) =>
  [...properties].map(([name, { type, many, required }]) => ({
    name: `${shape}.${name}`,
    type: `${type}${many ? '[]' : ''}${required ? '!' : ''}`,
  })),
);

describe('A11: the shapes that the fake Graph is held to', () => {
  test('are those of the published metadata, where that is beside the project', () => {
    const metadata = metadataBeside(dirname(fileURLToPath(import.meta.url)));
    const published = ours.map(({ name, type }) => {
      const [shape = '', property = ''] = name.split('.');
      return { name, type: metadata === null ? type : allProperties(metadata, shape).get(property) };
    });
    expect(published).toEqual(ours);
    for (const [name, members] of Object.entries(enumerations)) {
      const body = new RegExp(`<EnumType Name="${name}"[^>]*>(.*?)</EnumType>`, 's').exec(metadata ?? '')?.[1];
      const found = [...(body ?? '').matchAll(/Member Name="(\w+)"/g)].map(([, member]) => member);
      expect(metadata === null ? members : found).toEqual(members);
    }
  });
  test.each([
    ['message', { receivedDateTime: '2026-01-02T03:04:05Z', categories: ['Red'], isRead: true }, []],
    ['message', { size: 5 }, ['message.size does not exist']],
    ['message', { isRead: 'true' }, ['message.isRead is no Boolean']],
    ['message', { categories: 'Red' }, ['message.categories is no list']],
    ['message', { receivedDateTime: 'today' }, ['message.receivedDateTime is no DateTimeOffset']],
    ['message', { '@odata.etag': 'W/"1"' }, []],
    [
      'messageRule',
      { actions: { redirectTo: [{ address: 'a' }] } },
      ['messageRule.actions.redirectTo[0].address does not exist'],
    ],
    ['changeNotification', { changeType: 'made' }, ['changeNotification.changeType is none of changeType']],
    ['subscription', { notificationUrl: null }, ['subscription.notificationUrl is null']],
  ] as const)('%s %j', (shape, value, problems) => {
    expect(problemsIn(shape, value)).toEqual(problems);
  });
  test('what is needed and absent', () => {
    expect(problemsIn('subscription', { id: 's' }, { partial: false })).toEqual([
      'subscription.changeType is missing',
      'subscription.expirationDateTime is missing',
      'subscription.notificationUrl is missing',
      'subscription.resource is missing',
    ]);
  });
});
