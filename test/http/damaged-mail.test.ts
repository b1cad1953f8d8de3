import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chanceOf, type Damage, damages } from '../support/damaged-mail.ts';
import { openIntake } from '../support/hand-in.ts';
import { mailFixture } from '../support/mail.ts';
import { createWorld } from '../support/world.ts';

const fixtures = readdirSync(fileURLToPath(new URL('../fixtures/mail', import.meta.url)))
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -'.eml'.length));

/** Mails to damage in this way; a million parts are 7 MB. */
const namesFor = (damage: Damage): readonly string[] =>
  damage === 'a million parts' ? fixtures.slice(0, 1) : fixtures;

test.each(Object.keys(damages) as Damage[])(
  'A4, A14: mail that is %s is recorded or held with its bytes, by one outcome',
  async (damage) => {
    await using world = await createWorld();
    const { intake, handIn } = await openIntake(world);
    for (const name of namesFor(damage))
      await handIn(name, damages[damage](mailFixture(name), chanceOf(`${damage} ${name}`)));
    expect(intake.failures).toEqual([]);
    expect(intake.recorded + intake.held + intake.stood).toBe(namesFor(damage).length);
    if (damage === 'a million parts') expect(intake.held).toBe(1);
  },
);
