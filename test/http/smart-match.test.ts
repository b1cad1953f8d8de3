import { expect, test } from 'vitest';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { eml } from '../support/eml.ts';
import { createWorld } from '../support/world.ts';

const smartMatch = { ...defaultOrganizationSettings.smartMatch, enabled: true };
const text = 'Please send us a quote for twelve of the large pumps by the end of May.';

test('C4: an answer without header fields is found by its subject, by what that was before, and by what it quotes', async () => {
  await using world = await createWorld();
  await world.ana.call('changeSettings', { body: { smartMatch } });
  const threadOf = async (id: string) => (await world.ben.call('getActivity', { params: { activityId: id } })).threadId;
  const first = await world.ben.track(eml({ text }));
  const thread = await threadOf(first.activity!.id);
  const answers = [
    eml({ id: 'a@fabrikam.example', subject: 'Re: Quote for pumps', text: 'Any news?' }),
    eml({ id: 'b@fabrikam.example', subject: 'Spare parts (was: Quote for pumps)', text: 'And these?' }),
    eml({
      id: 'c@fabrikam.example',
      from: 'carl@fabrikam.example',
      text: 'Carl here.\r\n\r\n  Anna> quote for twelve of the\r\n  Anna> large pumps by the end of May',
    }),
  ];
  for (const answer of answers) {
    const { activity } = await world.ben.track(answer);
    expect(activity).toMatchObject({ correlation: { method: 'smartMatch' } });
    expect(await threadOf(activity!.id)).toBe(thread);
  }
  const other = await world.ben.track(eml({ id: 'd@fabrikam.example', text: 'Twelve small ones.' }));
  expect(other.activity).toMatchObject({ correlation: null });
});
