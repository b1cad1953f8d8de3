import type { OrganizationSettings, SmartMatchSettings, UserSettings } from '#shared/contracts/settings.ts';
import type { MailboxMethods } from '#shared/model/mailbox-methods.ts';
import type { TokenSettings } from '#shared/model/tracking-token.ts';
import { domainToAscii } from '#shared/model/domain-name.ts';
import { formatsAfterChange } from '../../domain/tokens/token-formats.ts';
import { formatRetrySchedule, parseRetrySchedule } from '../../domain/outbound/retry-schedule.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { followMethods } from '../connections/follow-methods.ts';
import { Refusal } from '../refusal.ts';
import { checkCeiling, personalChanges, routerChanges, withoutPersonal } from './router-settings.ts';

export interface SettingsNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

type Changes<Settings> = { readonly [Key in keyof Settings]?: Settings[Key] | undefined };

/** Of what is itself several settings only those that are named change. */
type OrganizationChanges = Changes<Omit<OrganizationSettings, 'token' | 'smartMatch' | 'formerTokenFormats'>> & {
  readonly token?: Changes<TokenSettings> | undefined;
  readonly smartMatch?: Changes<SmartMatchSettings> | undefined;
};

type UserChanges = Changes<Omit<UserSettings, 'methods'>> & {
  readonly methods?: Changes<MailboxMethods> | undefined;
};

const written = <Settings extends object>(changes: Changes<Settings>): Partial<Settings> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Settings>;

/** Rules by domain are compared with A-labels. */
const asciiDomains = (field: string, domains: readonly string[]): string[] =>
  domains.map((domain, index) => {
    const ascii = domainToAscii(domain);
    if (ascii !== null) return ascii;
    const issue = { field: `${field}[${index}]`, message: 'not a domain name; write it as example.com' };
    throw new Refusal('invalid_request', `${issue.field}: ${issue.message}`, { issues: [issue] });
  });

/** S5: refuses what is no schedule, and writes the same one the shortest way. */
const readSchedule = (text: string): string => {
  const reading = parseRetrySchedule(text);
  if (reading.kind === 'schedule') return formatRetrySchedule(reading.schedule);
  const issue = { field: 'retrySchedule', message: reading.message };
  throw new Refusal('invalid_request', `retrySchedule ${reading.message}.`, { issues: [issue] });
};

const domainFields = ['plusTagDomains', 'dotlessDomains'] as const;

/** Changes what is named and leaves the rest; gives the settings that stand afterwards. */
export const changeSettings =
  ({ store, clock }: SettingsNeeds) =>
  (actor: Actor, { token, smartMatch, ...changes }: OrganizationChanges): Promise<OrganizationSettings> => {
    const changed = written<OrganizationSettings>(changes);
    for (const field of domainFields) {
      const domains = changed[field];
      if (domains !== undefined) changed[field] = asciiDomains(field, domains);
    }
    if (changed.retrySchedule !== undefined) changed.retrySchedule = readSchedule(changed.retrySchedule);
    Object.assign(changed, routerChanges(changed));
    return store.transact(actor.organizationId, async (tx) => {
      const before = await tx.organization.settings();
      if (token !== undefined) {
        changed.token = { ...before.token, ...written<TokenSettings>(token) };
        changed.formerTokenFormats = formatsAfterChange(before, changed.token);
      }
      if (smartMatch !== undefined)
        changed.smartMatch = { ...before.smartMatch, ...written<SmartMatchSettings>(smartMatch) };
      const after = { ...before, ...changed };
      await tx.organization.saveSettings(after);
      await tx.journal.append([
        {
          kind: 'settings.changed',
          subjectId: actor.organizationId,
          at: clock.now(),
          actorId: actor.userId,
          reason: 'organization',
          before,
          after: changed,
        },
      ]);
      return after;
    });
  };

/** The same for one user. Refuses `user_not_found`; `precondition_failed` where a mailbox changed at the same time. */
export const changeUserSettings =
  ({ store, clock }: SettingsNeeds) =>
  (actor: Actor, userId: string, { methods, ...changes }: UserChanges): Promise<UserSettings> => {
    const changed = written<UserSettings>(changes);
    return store.system.transact(async (system) => {
      const { organizationId, userId: actorId } = actor;
      const tx = system.within(organizationId);
      const at = clock.now();
      const before = await tx.organization.userSettings(userId);
      if (before === null) throw new Refusal('user_not_found', 'The organization has no user with this id.');
      checkCeiling(changed.acceptance, (await tx.organization.settings()).acceptanceCeiling);
      Object.assign(changed, await personalChanges(tx, actor, changed));
      if (methods !== undefined) changed.methods = { ...before.methods, ...written<MailboxMethods>(methods) };
      const after = { ...before, ...changed };
      await tx.organization.saveUserSettings(userId, after);
      await tx.journal.append([
        {
          kind: 'settings.changed',
          subjectId: userId,
          at,
          actorId,
          reason: 'user',
          before: withoutPersonal(before),
          after: withoutPersonal(changed),
        },
      ]);
      if (methods !== undefined)
        await followMethods(system, { organizationId, actorId, userId, methods: after.methods, at });
      return after;
    });
  };
