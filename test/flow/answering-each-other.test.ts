import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { createScriptedTransport, oneProfile } from '../support/scripted-transport.ts';
import { type Caller, createWorld } from '../support/world.ts';

/** An installation of its own that answers the sender of every mail by itself, in the name of this address. */
const answering = async (email: string, partner: string) => {
  const transport = createScriptedTransport();
  const world = await createWorld({ delivery: { transport, profiles: oneProfile } });
  const organizationId = world.contoso.id;
  const who: Caller = await world.addPerson({ organizationId, email, name: 'Robin Answer', role: 'administrator' });
  const template = await who.call('createTemplate', {
    body: { name: 'Thanks', subject: 'Thank you', html: '<p>We have your mail.</p>', scope: 'organization' },
  });
  await who.call('createWorkflow', {
    body: { name: 'Thanks', trigger: { event: 'mailReceived' }, to: { kind: 'sender' }, templateId: template.id },
  });
  await who.call('createRecord', {
    params: { type: 'contact' },
    body: { addresses: [partner], fields: { firstName: 'Part', lastName: 'Ner' } },
  });
  let handed = 0;
  return {
    transport,
    take: async (bytes: string) => {
      await who.track(bytes, 'visibility=organization');
      await world.app.runner.settle();
    },
    /** What left since it was asked last. */
    left: () => {
      const mails = transport.taken.slice(handed);
      handed = transport.taken.length;
      return mails;
    },
    [Symbol.asyncDispose]: () => world.close(),
  };
};

test('A19: two installations that answer everybody by themselves send each other no more than one mail each', async () => {
  const [one, other] = ['robin@contoso.test', 'robin@adventure.example'];
  await using here = await answering(one, other);
  await using there = await answering(other, one);
  const to = (address: string) => ({ to: address });
  // Five mails that people wrote on either side, and whatever comes of them until nothing is on its way any more.
  for (let serial = 0; serial < 5; serial += 1) {
    await there.take(eml({ id: `h${serial}@contoso.test`, from: one, ...to(other) }));
    await here.take(eml({ id: `t${serial}@adventure.example`, from: other, ...to(one) }));
    for (let moved = true; moved;) {
      const [fromHere, fromThere] = [here.left(), there.left()];
      for (const { bytes } of fromHere) await there.take(bytes);
      for (const { bytes } of fromThere) await here.take(bytes);
      moved = fromHere.length + fromThere.length > 0;
    }
  }
  const envelopes = ({ transport }: typeof here) => transport.taken.map(({ envelope }) => envelope.to);
  expect([envelopes(here), envelopes(there)]).toEqual([[[other]], [[one]]]);
  // Backscatter: who is in no record gets nothing.
  await here.take(eml({ id: 'stranger@nowhere.example', from: 'stranger@nowhere.example', ...to(one) }));
  expect(here.left()).toEqual([]);
});
