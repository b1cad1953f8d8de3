import { type Action, type CliCommand, WrongUsage } from './command.ts';
import { addUserAction } from './user/add-user.ts';
import { disableUserAction } from './user/disable-user.ts';
import { inviteUserAction } from './user/invite-user.ts';
import { listUsersAction } from './user/list-users.ts';

const actions: Readonly<Record<string, Action>> = {
  add: addUserAction,
  list: listUsersAction,
  disable: disableUserAction,
  invite: inviteUserAction,
};

/** `correspond user add|list|disable|invite`. */
export const user: CliCommand = {
  usage: [
    'user add EMAIL --organization NAME [--role administrator|user] [--name NAME] [--address ALIAS]… [--password-stdin] [--json]',
    'user list [--organization NAME] [--json]',
    'user disable EMAIL [--organization NAME] [--json]',
    'user invite EMAIL [--organization NAME] [--json]',
  ],
  run: (argv, context) => {
    const [name = '', ...rest] = argv;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw new WrongUsage('Say add, list, disable or invite.');
    return action(rest, context);
  },
};
