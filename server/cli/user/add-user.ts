import { argon2Hasher } from '../../adapters/crypto/argon2-hasher.ts';
import { createRandomIds } from '../../adapters/system/random-ids.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { addUser } from '../../usecases/users/add-user.ts';
import {
  type Action,
  expectPositionals,
  findOrganization,
  readArguments,
  required,
  withStore,
  WrongUsage,
} from '../command.ts';
import { exitCode } from '../terminal.ts';

const roleOf = (text: string): 'user' | 'administrator' => {
  if (text === 'user' || text === 'administrator') return text;
  throw new WrongUsage('--role must be user or administrator.');
};

/** `correspond user add`: login, record and membership at once. */
export const addUserAction: Action = async (argv, { terminal, config, readInput }) => {
  const { values, positionals } = readArguments(argv, {
    organization: { type: 'string' },
    role: { type: 'string', default: 'user' },
    name: { type: 'string' },
    address: { type: 'string', multiple: true, default: [] as string[] },
    'password-stdin': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
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
