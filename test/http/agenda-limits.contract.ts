import { expect, test } from 'vitest';
import type { AgendaFields, AgendaKind } from '#shared/model/agenda.ts';
import type { AppOptions } from '../../server/app.ts';
import { createWorld } from '../support/world.ts';

interface Written {
  readonly subject?: string;
  readonly notes?: string;
  readonly fields?: AgendaFields;
}

interface Bound {
  readonly kind: AgendaKind;
  /** What a refusal names. */
  readonly field: string;
  readonly most: number;
  /** Text of this length, or a list of so many entries, where the bound is. */
  readonly write: (size: number) => Written;
}

// Of different characters, as an index takes more of what repeats than of anything else.
const letters = (size: number): string =>
  Array.from({ length: size }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join('');

const listOf = (size: number, entry: (n: number) => string): string[] =>
  Array.from({ length: size }, (_, n) => entry(n));

const inFields = (name: string, value: (size: number) => AgendaFields[string]) => (size: number) => ({
  fields: { [name]: value(size) },
});

const textIn = (name: string): Bound => ({
  kind: 'appointment',
  field: `fields.${name}`,
  most: 2_000,
  write: inFields(name, letters),
});

const listIn = (name: string, entry: (n: number) => string): Bound => ({
  kind: 'appointment',
  field: `fields.${name}`,
  most: 500,
  write: inFields(name, (size) => listOf(size, entry)),
});

const entryIn = (name: string): Bound => ({
  kind: 'appointment',
  field: `fields.${name}[1]`,
  most: 4_000,
  write: inFields(name, (size) => ['short', letters(size)]),
});

const bounds: readonly Bound[] = [
  ...(['task', 'appointment'] as const).flatMap((kind): Bound[] => [
    { kind, field: 'subject', most: 1_000, write: (size) => ({ subject: letters(size) }) },
    { kind, field: 'notes', most: 10_000, write: (size) => ({ notes: letters(size) }) },
    { kind, field: 'fields.uid', most: 500, write: inFields('uid', letters) },
  ]),
  ...['location', 'timeZone', 'recurrence', 'organizer'].map(textIn),
  listIn('attendees', (n) => `required person-${n}@muster.example`),
  listIn('responses', (n) => `accepted person-${n}@muster.example`),
  listIn('exceptions', (n) => `2026-03-09T09:00:00Z changed {"start": ${n}}`),
  ...['attendees', 'responses', 'exceptions'].map(entryIn),
];

const bare = { task: {}, appointment: { start: '2026-03-09', organizer: 'ben@contoso.test' } } as const;

const bodyOf = (kind: AgendaKind, { subject = 'x', notes = '', fields = {} }: Written) => ({
  kind,
  subject,
  notes,
  fields: { ...bare[kind], ...fields },
});

const refusal = ({ field, most }: Bound) => ({
  code: 'invalid_request',
  issues: [{ field, message: expect.stringContaining(`${most}`) as string }],
});

/** P11: the bounds of tasks and appointments, on every engine. */
export const agendaLimitsContract = (store: () => Promise<AppOptions['store']>): void => {
  const open = async () => createWorld({ store: await store() });

  test('P11: what is one beyond a bound is refused with its field and the bound, and nothing is kept', async () => {
    await using world = await open();
    const { ben } = world;
    for (const bound of bounds) {
      const body = bodyOf(bound.kind, bound.write(bound.most + 1));
      expect(await ben.refused('createActivity', { body }), bound.field).toMatchObject(refusal(bound));
    }
    expect((await ben.call('listActivities', {})).items).toEqual([]);
  });

  test('P11: what is as long as its bound is kept as it is', async () => {
    await using world = await open();
    const { ben } = world;
    for (const { kind, field, most, write } of bounds) {
      const body = bodyOf(kind, write(most));
      const { id } = await ben.call('createActivity', { body });
      expect(await ben.call('getActivity', { params: { activityId: id } }), field).toMatchObject(body);
    }
  });

  test('P11: what stands is changed up to each bound, and by one beyond it not at all', async () => {
    await using world = await open();
    const { ben } = world;
    for (const bound of bounds) {
      const { kind, field, most, write } = bound;
      const { id: activityId } = await ben.call('createActivity', { body: bodyOf(kind, {}) });
      const asMade = await ben.call('getActivity', { params: { activityId } });
      const beyond = await ben.refused('changeActivity', { params: { activityId }, body: write(most + 1) });
      expect(beyond, field).toMatchObject(refusal(bound));
      expect(await ben.call('getActivity', { params: { activityId } }), field).toEqual(asMade);
      const changed = await ben.call('changeActivity', { params: { activityId }, body: write(most) });
      expect(changed, field).toMatchObject(write(most));
    }
  });
};
