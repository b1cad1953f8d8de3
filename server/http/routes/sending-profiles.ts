import * as contracts from '#shared/contracts/sending.ts';
import type { Actor } from '../../domain/actor.ts';
import type { ProfileOwner } from '../../ports/sending-profile-store.ts';
import {
  approveProfile,
  type ChangeProfileNeeds,
  removeProfile,
  setProfile,
} from '../../usecases/sending/change-profile.ts';
import type { ChooseProfileNeeds } from '../../usecases/sending/choose-profile.ts';
import { listProfiles } from '../../usecases/sending/list-profiles.ts';
import { testInstallation, testProfile, type TestProfileNeeds } from '../../usecases/sending/test-profile.ts';
import { viewProfile } from '../../usecases/sending/view-profile.ts';
import type { RouteMaker } from '../route.ts';

export type SendingProfileNeeds = ChooseProfileNeeds & ChangeProfileNeeds & TestProfileNeeds;

const organizationOf = (actor: Actor): ProfileOwner => ({ type: 'organization', id: actor.organizationId });
const userOf = (actor: Actor): ProfileOwner => ({ type: 'user', id: actor.userId });

/** Servers that take mail: of the organization, of oneself, and the approval of what users set (S2, S10). */
export const sendingProfileRoutes = (route: RouteMaker, needs: SendingProfileNeeds): void => {
  const view = viewProfile(needs);
  const set = setProfile(needs);
  const remove = removeProfile(needs);
  const test = testProfile(needs);
  const testDefault = testInstallation(needs);
  const approve = approveProfile(needs);
  const list = listProfiles(needs);
  route(contracts.getSendingProfile, ({ actor }) => view(actor.organizationId, organizationOf(actor)));
  route(contracts.setSendingProfile, async ({ actor, body }) => {
    await set(actor, organizationOf(actor), body);
    return view(actor.organizationId, organizationOf(actor));
  });
  route(contracts.deleteSendingProfile, async ({ actor }) => {
    await remove(actor, organizationOf(actor));
    return undefined;
  });
  route(contracts.testSendingProfile, async ({ actor, body }) => {
    const before = await view(actor.organizationId, organizationOf(actor));
    if (before.uses === 'installation') return { ...before, installationTest: await testDefault(actor, body.to) };
    await test(actor, organizationOf(actor), body.to);
    return view(actor.organizationId, organizationOf(actor));
  });
  route(contracts.getMySendingProfile, ({ actor }) => view(actor.organizationId, userOf(actor)));
  route(contracts.setMySendingProfile, async ({ actor, body }) => {
    await set(actor, userOf(actor), body);
    return view(actor.organizationId, userOf(actor));
  });
  route(contracts.deleteMySendingProfile, async ({ actor }) => {
    await remove(actor, userOf(actor));
    return undefined;
  });
  route(contracts.testMySendingProfile, async ({ actor, body }) => {
    await test(actor, userOf(actor), body.to);
    return view(actor.organizationId, userOf(actor));
  });
  route(contracts.approveSendingProfile, async ({ actor, params, body }) => {
    await approve(actor, params.userId, body.approved);
    return view(actor.organizationId, { type: 'user', id: params.userId });
  });
  route(contracts.listSendingProfiles, async ({ actor }) => ({ items: await list(actor.organizationId) }));
};
