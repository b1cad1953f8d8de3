import type { CallOutput } from '#shared/contracts/api.ts';
import { expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { usePaneSession } from '../support/pane-session.ts';
import { annasMail, overflowOf } from '../support/pane-tenant.ts';
import { dropMessage } from '../support/simulator.ts';

const session = usePaneSession();

const words = {
  'en-US': {
    track: 'Track in CRM',
    open: 'Make a task of it',
    task: 'Task',
    due: 'Due',
    choose: 'Choose what it regards',
    save: 'Save',
    list: 'Tasks made here',
  },
  'es-ES': {
    track: 'Registrar en CRM',
    open: 'Hacer de él una tarea',
    task: 'Tarea',
    due: 'Vence',
    choose: 'Elegir a qué se refiere',
    save: 'Guardar',
    list: 'Tareas creadas aquí',
  },
} as const;

test.each([
  { language: 'en-US', theme: 'light' },
  { language: 'es-ES', theme: 'dark' },
] as const)('P11, P12: a task comes from a tracked mail at 320 pixels, $language $theme', async (look) => {
  const said = words[look.language];
  await session.open(look);
  await dropMessage(session.page, 'mail.eml', annasMail(session.tenant, 'Quote for pumps'));
  const pane = await session.signedInPane();
  await session.page.addStyleTag({ content: '.task-pane { inline-size: 320px !important; }' });
  await pane.getByRole('button', { name: said.track }).click();
  await pane.getByRole('button', { name: said.open }).click();
  const task = pane.getByRole('textbox', { name: said.task });
  expect(await task.inputValue()).toBe('Quote for pumps');
  await pane.getByRole('button', { name: said.choose }).click();
  await pane.getByRole('combobox').fill('40 pumps');
  await pane.getByRole('option', { name: /40 pumps for Fabrikam/ }).click();
  await pane.getByRole('button', { name: said.save }).click();
  await pane.getByText(/: 40 pumps for Fabrikam$/).waitFor();
  expect(await overflowOf(pane)).toBe(0);
  expect(await seriousFindings(pane)).toEqual([]);
  await pane.getByLabel(said.due).fill('2031-03-09');
  await task.press('Enter');
  await pane.getByRole('list', { name: said.list }).waitFor();
  const { items } = await session.ask<CallOutput<'listActivities'>>('/activities?kind=task');
  expect(items).toMatchObject([
    {
      subject: 'Quote for pumps',
      fields: { due: '2031-03-09' },
      regarding: [{ type: 'opportunity', id: session.tenant.deal.id }],
      correlation: { evidence: 'Quote for pumps' },
    },
  ]);
});
