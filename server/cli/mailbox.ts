import { approveMailbox, enableMailbox } from '../usecases/mailboxes/admit-mailbox.ts';
import { hostOf } from '../domain/mailbox/incoming-place.ts';
import type { App } from '../app.ts';
import type { StoredMailbox } from '../ports/mailbox-store.ts';
import { listMailboxFolders } from '../usecases/mailboxes/list-folders.ts';
import { testMailbox } from '../usecases/mailboxes/test-mailbox.ts';
import {
  type CliCommand,
  CannotDo,
  type CommandContext,
  expectPositionals,
  findOrganization,
  readArguments,
  withStore,
  WrongUsage,
} from './command.ts';
import { addMailboxAction } from './mailbox/add.ts';
import { exitCode } from './terminal.ts';
import { withApp } from './with-app.ts';

const options = {
  organization: { type: 'string' },
  off: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const organizationsOf = async (store: App['store'], name: string | undefined) =>
  name === undefined ? store.system.organizations.list() : [await findOrganization(store, name)];

const list = async ({ config, terminal }: CommandContext, organization: string | undefined, json: boolean) => {
  const lines = await withStore(config(), async (store) => {
    const found = [];
    for (const { id, name } of await organizationsOf(store, organization))
      for (const mailbox of await store.read(id, (read) => read.mailboxes.list()))
        found.push({ organization: name, mailbox });
    return found;
  });
  if (json)
    terminal.print(
      JSON.stringify({
        mailboxes: lines.map(({ organization: name, mailbox }) => ({
          id: mailbox.id,
          organization: name,
          address: mailbox.address,
          owner: mailbox.owner.kind,
          protocol: mailbox.incoming.protocol,
          host: hostOf(mailbox.incoming),
          approved: mailbox.approved,
          enabled: mailbox.enabled,
          state: mailbox.health.state,
          problem: mailbox.health.problem,
        })),
      }),
    );
  else if (lines.length === 0) terminal.print('There is no mailbox.');
  else
    for (const { organization: name, mailbox } of lines)
      terminal.print(
        [
          mailbox.address,
          mailbox.owner.kind,
          mailbox.incoming.protocol,
          hostOf(mailbox.incoming),
          mailbox.approved ? 'approved' : 'not approved',
          mailbox.enabled ? mailbox.health.state : 'switched off',
          `(${name})`,
        ].join('  '),
      );
};

interface Found {
  readonly organizationId: string;
  readonly userId: null;
  readonly mailbox: StoredMailbox;
}

const findMailbox = async ({ store }: App, idOrAddress: string, organization: string | undefined): Promise<Found> => {
  const asked = idOrAddress.toLowerCase();
  const found: Found[] = [];
  for (const { id: organizationId } of await organizationsOf(store, organization))
    for (const mailbox of await store.read(organizationId, (read) => read.mailboxes.list()))
      if (mailbox.id === idOrAddress || mailbox.address.toLowerCase() === asked)
        found.push({ organizationId, userId: null, mailbox });
  const [first] = found;
  if (first === undefined) throw new CannotDo(`There is no mailbox "${idOrAddress}"; see \`correspond mailbox list\`.`);
  if (found.length > 1)
    throw new CannotDo(
      `Several mailboxes are called "${idOrAddress}"; write the id that \`mailbox list --json\` gives.`,
    );
  return first;
};

const change = async (app: App, verb: 'approve' | 'enable', found: Found, on: boolean): Promise<string> => {
  const needs = { ...app, wakeUp: () => undefined };
  const { id } = found.mailbox;
  const { address, approved, enabled } = await (verb === 'approve'
    ? approveMailbox(needs)(found, id, { approved: on, takesOver: false })
    : enableMailbox(needs)(found, id, { enabled: on, takesOver: false }));
  const told = [approved ? 'approved' : 'not approved', enabled ? 'enabled' : 'switched off'].join(' and ');
  return `${address} is ${told}.`;
};

const runTest = async (app: App, found: Found, { terminal }: CommandContext, json: boolean): Promise<number> => {
  const { passed, steps } = await testMailbox(app)(found, found.mailbox.id);
  if (json) terminal.print(JSON.stringify({ passed, steps }));
  else
    for (const { step, passed: ok, remedy } of steps)
      terminal.print(ok ? `${step}: passed` : `${step}: not passed. ${remedy ?? ''}`);
  return passed ? exitCode.done : exitCode.refused;
};

const tellFolders = async (app: App, found: Found, { terminal }: CommandContext, json: boolean): Promise<number> => {
  const asking = { ...found, role: 'administrator' as const };
  const { names: folders } = await listMailboxFolders(app)(asking, found.mailbox.id);
  if (json) terminal.print(JSON.stringify({ folders }));
  else for (const folder of folders) terminal.print(folder);
  return exitCode.done;
};

/** `correspond mailbox`: mailboxes that are fetched. */
export const mailbox: CliCommand = {
  usage: [
    'mailbox add --user EMAIL|--queue NAME|--sink --organization NAME --source ADDRESS|- [--forwarded] [--json]',
    'mailbox list [--organization NAME] [--json]',
    'mailbox approve|enable ADDRESS|ID [--organization NAME] [--off]',
    'mailbox test|folders ADDRESS|ID [--organization NAME] [--json]',
  ],
  run: async (argv, context) => {
    const [verb = '', ...rest] = argv;
    if (verb === 'add') return addMailboxAction(rest, context);
    const { values, positionals } = readArguments(rest, options);
    const { organization, json } = values;
    if (verb === 'list') {
      expectPositionals(positionals, []);
      await list(context, organization, json);
      return exitCode.done;
    }
    if (verb !== 'approve' && verb !== 'enable' && verb !== 'test' && verb !== 'folders')
      throw new WrongUsage(verb === '' ? 'A word is missing.' : `mailbox has no "${verb}".`);
    const [name = ''] = expectPositionals(positionals, ['ADDRESS or ID']);
    return withApp(context.config(), { parts: [] }, async (app) => {
      const found = await findMailbox(app, name, organization);
      if (verb === 'folders') return tellFolders(app, found, context, json);
      if (verb === 'test') return runTest(app, found, context, json);
      context.terminal.print(await change(app, verb, found, !values.off));
      return exitCode.done;
    });
  },
};
