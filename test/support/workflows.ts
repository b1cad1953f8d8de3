import type { AppOptions } from '../../server/app.ts';
import { createScriptedTransport, oneProfile } from './scripted-transport.ts';
import { createWorld } from './world.ts';

/** Contoso with a template that is shared, and a transport in this process. */
export const openWorkflows = async (newStore: () => Promise<Partial<AppOptions>>) => {
  const transport = createScriptedTransport();
  const world = await createWorld({ ...(await newStore()), delivery: { transport, profiles: oneProfile } });
  const template = await world.ana.call('createTemplate', {
    body: {
      name: 'Welcome',
      subject: 'Welcome {{recipient.firstName}}',
      html: '<p>About {{regarding.name | nothing}}</p>',
      scope: 'organization',
    },
  });
  return { world, transport, template, [Symbol.asyncDispose]: () => world.close() };
};
type Opened = Awaited<ReturnType<typeof openWorkflows>>;

export const onContact = { event: 'recordCreated', type: 'contact' } as const;
export const define = ({ world, template }: Opened, body: Record<string, unknown> = {}) =>
  world.ana.call('createWorkflow', {
    body: {
      name: 'Welcome',
      trigger: onContact,
      to: { kind: 'record' },
      templateId: template.id,
      ...body,
    } as never,
  });
export const person = (address: string, fields: Record<string, unknown> = {}) => ({
  addresses: [address],
  fields: { firstName: 'Ana', lastName: 'Member', ...fields } as never,
});
export const contact = ({ world }: Opened, address: string, fields: Record<string, unknown> = {}) =>
  world.ben.call('createRecord', { params: { type: 'contact' }, body: person(address, fields) });
export const settle = ({ world }: Opened) => world.app.runner.settle();
export const taken = ({ transport }: Opened) => transport.taken.map(({ envelope }) => envelope.to[0]);
export const runs = async ({ world }: Opened, workflowId: string) =>
  (await world.ana.call('listWorkflowRuns', { params: { workflowId } })).items;
