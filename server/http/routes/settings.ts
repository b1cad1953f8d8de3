import * as contracts from '#shared/contracts/settings.ts';
import type { UserSettings } from '#shared/contracts/settings.ts';
import type { Actor } from '../../domain/actor.ts';
import { changeSettings, changeUserSettings, type SettingsNeeds } from '../../usecases/settings/change-settings.ts';
import { listNearlyUsedUp } from '../../usecases/tokens/list-used-up.ts';
import { Refusal } from '../../usecases/refusal.ts';
import type { RouteMaker } from '../route.ts';

/** Settings of the organization, of a user, and one's own. */
export const settingsRoutes = (route: RouteMaker, needs: SettingsNeeds): void => {
  const ofUser = async (actor: Actor, userId: string) => {
    const settings = await needs.store.read(actor.organizationId, (read) => read.organization.userSettings(userId));
    if (settings === null) throw new Refusal('user_not_found', 'The organization has no user with this id.');
    return settings;
  };
  const shared = ({ exclusions: _exclusions, rules: _rules, ...others }: UserSettings) => others;
  const change = changeSettings(needs);
  const changeUser = changeUserSettings(needs);
  route(contracts.getSettings, ({ actor }) =>
    needs.store.read(actor.organizationId, (read) => read.organization.settings()),
  );
  route(contracts.changeSettings, ({ actor, body }) => change(actor, body));
  route(contracts.listUsedUpTokens, ({ actor }) =>
    needs.store.read(actor.organizationId, async (read) => ({ items: await listNearlyUsedUp(read, actor) })),
  );
  route(contracts.getMySettings, ({ actor }) => ofUser(actor, actor.userId));
  route(contracts.changeMySettings, ({ actor, body }) => changeUser(actor, actor.userId, body));
  route(contracts.getUserSettings, async ({ actor, params }) => shared(await ofUser(actor, params.userId)));
  route(contracts.changeUserSettings, async ({ actor, params, body }) =>
    shared(await changeUser(actor, params.userId, body)),
  );
};
