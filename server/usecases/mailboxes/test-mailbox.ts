import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { Actor } from '../../domain/actor.ts';
import type { SourceProfile } from '../../ports/mail-source.ts';
import type { TestStep } from '../../ports/mail-transport.ts';
import { Refusal } from '../refusal.ts';
import { getMailbox } from './get-mailbox.ts';
import type { MailboxNeeds } from './mailbox-needs.ts';
import { sourceProfile, triedProfile } from './source-profile.ts';

/** All steps together; a server that does not answer is waited for no longer. */
const withinMs = 60_000;

type TestNeeds = Pick<MailboxNeeds, 'store' | 'secretBox' | 'mailSources'>;

export interface MailboxTested {
  readonly passed: boolean;
  readonly steps: TestStep[];
}

const run = async ({ mailSources }: TestNeeds, profile: SourceProfile): Promise<MailboxTested> => {
  const steps = await mailSources.test(profile, AbortSignal.timeout(withinMs));
  return { passed: steps.length > 0 && steps.every((step) => step.passed), steps: [...steps] };
};

/** Goes through every step towards settings that are not kept. No transaction is open meanwhile. */
export const testIncoming =
  (needs: TestNeeds) =>
  (given: { readonly incoming: IncomingSettings; readonly secret: string }): Promise<MailboxTested> =>
    run(needs, triedProfile('new', { ...given, trustedHost: false }));

/** The same towards the server of a mailbox. Refuses `mailbox_not_found`. */
export const testMailbox =
  (needs: TestNeeds) =>
  async (actor: Pick<Actor, 'organizationId'>, mailboxId: string): Promise<MailboxTested> => {
    const mailbox = await needs.store.read(actor.organizationId, (read) => getMailbox(read, mailboxId));
    return run(needs, sourceProfile(needs, actor.organizationId, mailbox));
  };

/** Refuses `mailbox_not_ready` with the step that failed and what to do about it. */
export const insistOnPassing = async (needs: TestNeeds, profile: SourceProfile): Promise<void> => {
  const { passed, steps } = await run(needs, profile);
  if (passed) return;
  const failed = steps.find((step) => !step.passed);
  const why = failed === undefined ? 'its server could not be tested' : `the step "${failed.step}" did not pass`;
  throw new Refusal('mailbox_not_ready', `Nothing was changed, because ${why}. ${failed?.remedy ?? ''}`.trim(), {
    members: { steps },
  });
};
