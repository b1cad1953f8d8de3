import { systemClock } from '../../adapters/system/system-clock.ts';
import { changeUser } from '../../usecases/users/change-user.ts';
import { type Action, expectPositionals, findOrganization, findPlaces, readArguments, withStore } from '../command.ts';
import { exitCode } from '../terminal.ts';

/** `correspond user disable`: out at once, in one organization or in all. */
export const disableUserAction: Action = async (argv, { terminal, config }) => {
  const { values, positionals } = readArguments(argv, {
    organization: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const [email = ''] = expectPositionals(positionals, ['EMAIL']);
  const disabled = await withStore(config(), async (store) => {
    const only = values.organization === undefined ? null : await findOrganization(store, values.organization);
    const meant = await findPlaces(store, email, only);
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
