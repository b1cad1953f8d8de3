import type { Store } from '../../ports/store.ts';
import type { StoredOrganization } from '../../ports/system-store.ts';
import type { StoredUser } from '../../ports/user-store.ts';
import { type Action, expectPositionals, findOrganization, readArguments, withStore } from '../command.ts';
import { exitCode } from '../terminal.ts';

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

/** `correspond user list`: of one organization or of all, one line each. */
export const listUsersAction: Action = async (argv, { terminal, config }) => {
  const { values, positionals } = readArguments(argv, {
    organization: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
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
