import { expect, test } from 'vitest';
import { createWorld } from '../support/world.ts';

const mail = `From: Ana Ruiz <ana@contoso.test>
To: pete@fabrikam.test
Subject: Pump quote
Date: Mon, 02 Mar 2026 08:00:00 +0000
Message-ID: <quote-1@contoso.test>

The quote you asked for.
`;

test('O1: the same mail tracked in two organizations is two activities, and neither sees the other', async () => {
  await using world = await createWorld();
  const ours = await world.ana.track(mail);
  const theirs = await world.pete.track(mail);
  expect(ours.created && theirs.created).toBe(true);
  expect(theirs.activity!.id).not.toBe(ours.activity!.id);
  const seen = await world.pete.call('getTracking', { params: { internetMessageId: '<quote-1@contoso.test>' } });
  expect(seen.activityId).toBe(theirs.activity!.id);
  expect(theirs.activity!.parties[0]!.resolution).toEqual({ kind: 'unresolved' });
});
