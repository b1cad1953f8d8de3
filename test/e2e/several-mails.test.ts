import type { CallOutput } from '#shared/contracts/api.ts';
import { expect, test } from 'vitest';
import { overflowOf, annasMail } from '../support/pane-tenant.ts';
import { usePaneSession } from '../support/pane-session.ts';
import { dropMessage, selectMessage, setFault, toggleSelected } from '../support/simulator.ts';

const session = usePaneSession();

test('P9: three selected, one of them tracked, one failing: each has its result, and undo takes back this run alone', async () => {
  const { page, tenant } = session;
  await session.open({ profile: '1.16', manifest: 'admin' });
  for (const subject of ['First', 'Second', 'Third'])
    await dropMessage(page, `${subject}.eml`, annasMail(tenant, subject));
  await selectMessage(page, 'First');
  const pane = await session.signedInPane();
  await pane.getByRole('button', { name: 'Track in CRM' }).click();
  await pane.getByText('Tracked in CRM', { exact: true }).waitFor();

  await toggleSelected(page, 'Second');
  await toggleSelected(page, 'Third');
  await pane.getByRole('heading', { name: '3 messages are selected' }).waitFor();
  await pane.getByRole('button', { name: 'Look through them' }).click();
  const row = (subject: string) =>
    pane.getByRole('listitem').filter({ has: pane.getByRole('checkbox', { name: subject, exact: true }) });
  await row('First').getByText('Already tracked by you').waitFor();
  await row('Second').getByText('Would be tracked').waitFor();
  await row('Third').getByText('Would be tracked').waitFor();
  expect(await overflowOf(pane)).toBe(0);

  await setFault(page, 'response', 'once');
  await pane.getByRole('button', { name: 'Track 2 mails' }).click();
  await pane.getByText('1 tracked, 1 not tracked').waitFor();
  const subjects = async () =>
    (await session.ask<CallOutput<'listActivities'>>('/activities')).items.map(({ subject }) => subject).sort();
  expect(await subjects()).toHaveLength(2);
  expect(await pane.getByText(/^Not tracked\./).count()).toBe(1);

  // The one that failed is tracked by the next start.
  await pane.getByRole('button', { name: 'Track 1 mail', exact: true }).click();
  await pane.getByText('2 tracked', { exact: true }).waitFor();
  expect(await subjects()).toEqual(['First', 'Second', 'Third']);
  await pane.getByRole('button', { name: 'Undo (2 mails)' }).click();
  await row('Third').getByText('Taken back').waitFor();
  await row('Second').getByText('Taken back').waitFor();
  expect(await subjects()).toEqual(['First']);
});
