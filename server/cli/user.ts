import { argon2Hasher } from '../adapters/crypto/argon2-hasher.ts';
import { createRandomIds } from '../adapters/system/random-ids.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import { addressKey } from '#shared/model/address.ts';
import type { Store } from '../ports/store.ts';
import type { StoredOrganization } from '../ports/system-store.ts';
import type { StoredUser } from '../ports/user-store.ts';
import { addUser } from '../usecases/users/add-user.ts';
import { changeUser } from '../usecases/users/change-user.ts';
import {
  CannotDo,
  type CliCommand,
  type CommandContext,
  expectPositionals,
  findOrganization,
  readArguments,
  withStore,
  WrongUsage,
} from './command.ts';
import { exitCode } from './terminal.ts';

type Action = (argv: readonly string[], context: CommandContext) => Promise<number>;

const json = { type: 'boolean', default: false } as const;

const required = (value: string | undefined, option: string): string => {
  if (value === undefined) throw new WrongUsage(`${option} is missing.`);
  return value;
};

const roleOf = (text: string): 'user' | 'administrator' => {
  if (text === 'user' || text === 'administrator') return text;
  throw new WrongUsage('--role must be user or administrator.');
};

const add: Action = async (argv, { terminal, config, readInput }) => {
  const { values, positionals } = readArguments(argv, {
    organization: { type: 'string' },
    role: { type: 'string', default: 'user' },
    name: { type: 'string' },
    address: { type: 'string', multiple: true, default: [] as string[] },
    'password-stdin': { type: 'boolean', default: false },
    json,
  });
  const [email = ''] = expectPositionals(positionals, ['EMAIL']);
  const organizationName = required(values.organization, '--organization NAME');
  const role = roleOf(values.role);
  const password = values['password-stdin'] ? await readInput() : undefined;
  const { user, alsoIn } = await withStore(config(), async (store) => {
    const organization = await findOrganization(store, organizationName);
    const needs = { store, ids: createRandomIds(systemClock), clock: systemClock, hasher: argon2Hasher };
    return addUser(needs)({
      organizationId: organization.id,
      actorId: null,
      email,
      name: values.name,
      role,
      aliases: values.address,
      password,
    });
  });
  for (const { organization } of alsoIn)
    terminal.say(`${user.email} also signs in to ${organization.name}, with the same password.`);
  terminal.print(
    values.json
      ? JSON.stringify({ id: user.id, email: user.email, role: user.role })
      : `Added ${user.name} <${user.email}>.`,
  );
  return exitCode.done;
};

const pageSize = 200;

interface Place {
  readonly nameKey: string;
  readonly id: string;
}

interface ListedUser extends StoredUser {
  readonly organization: string;
}

const usersOf = async (store: Store, organization: StoredOrganization): Promise<ListedUser[]> => {
  const users: ListedUser[] = [];
  let after: Place | null = null;
  do {
    const page: { readonly limit: number; readonly after: Place | null } = { limit: pageSize, after };
    const found = await store.read(organization.id, (read) => read.users.list([], page));
    users.push(...found.map((user) => ({ ...user, organization: organization.name })));
    const last = found.at(-1);
    after = found.length < pageSize || last === undefined ? null : { nameKey: last.nameKey, id: last.id };
  } while (after !== null);
  return users;
};

const list: Action = async (argv, { terminal, config }) => {
  const { values, positionals } = readArguments(argv, { organization: { type: 'string' }, json });
  expectPositionals(positionals, []);
  const users = await withStore(config(), async (store) => {
    const organizations =
      values.organization === undefined
        ? await store.system.organizations.list()
        : [await findOrganization(store, values.organization)];
    return (await Promise.all(organizations.map((organization) => usersOf(store, organization)))).flat();
  });
  const shown = users.map(({ id, organization, name, email, addresses, role, active }) => ({
    id,
    organization,
    name,
    email,
    addresses: addresses.map(({ address }) => address),
    role,
    active,
  }));
  terminal.print(
    values.json
      ? JSON.stringify({ users: shown })
      : shown
          .map((each) =>
            [each.organization, each.email, each.name, each.role, each.active ? 'active' : 'disabled'].join('\t'),
          )
          .join('\n'),
  );
  return exitCode.done;
};

const disable: Action = async (argv, { terminal, config }) => {
  const { values, positionals } = readArguments(argv, { organization: { type: 'string' }, json });
  const [email = ''] = expectPositionals(positionals, ['EMAIL']);
  const disabled = await withStore(config(), async (store) => {
    const only = values.organization === undefined ? null : await findOrganization(store, values.organization);
    const key = addressKey(email);
    const login = key === null ? null : await store.system.logins.find(key);
    const places = login === null ? [] : await store.system.logins.memberships(login.id);
    const meant = places.filter(({ organization }) => only === null || organization.id === only.id);
    if (meant.length === 0) throw new CannotDo(`No user signs in as ${email}.`);
    for (const { organization, userId } of meant)
      await changeUser({ store, clock: systemClock })({ organizationId: organization.id, actorId: null }, userId, {
        active: false,
      });
    return meant.map(({ organization }) => organization.name);
  });
  terminal.print(
    values.json
      ? JSON.stringify({ email, disabledIn: disabled })
      : `${email} can no longer sign in to ${disabled.join(', ')}.`,
  );
  return exitCode.done;
};

const actions: Readonly<Record<string, Action>> = { add, list, disable };

/** `correspond user add|list|disable`. */
export const user: CliCommand = {
  usage: [
    'user add EMAIL --organization NAME [--role administrator|user] [--name NAME] [--address ALIAS]… [--password-stdin] [--json]',
    'user list [--organization NAME] [--json]',
    'user disable EMAIL [--organization NAME] [--json]',
  ],
  run: (argv, context) => {
    const [name = '', ...rest] = argv;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw new WrongUsage('Say add, list or disable.');
    return action(rest, context);
  },
};
