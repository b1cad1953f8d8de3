import { randomUUID } from 'node:crypto';
import { readGroups } from './adapters/read-ahead/read-groups.ts';
import { forgetOldMail } from './jobs/forget-old.ts';
import { deliverOutbound } from './jobs/deliver-outbound.ts';
import { type PollJobNeeds, pollMailboxes } from './jobs/poll-mailboxes.ts';
import { keepCopies } from './jobs/keep-sent-copies.ts';
import { purge } from './jobs/purge.ts';
import { releaseCampaigns } from './jobs/release-campaigns.ts';
import { createRunner } from './jobs/runner.ts';
import { runWorkflows } from './jobs/run-workflows.ts';
import { synchronizeMailboxes } from './jobs/synchronize-mailboxes.ts';
import { sendMail } from './usecases/campaigns/send-mail.ts';
import { type CampaignMailNeeds, writeNextMember } from './usecases/campaigns/write-member-mail.ts';
import { deleteDraft } from './usecases/outbound/draft-files.ts';
import { submitEmail, type SubmitNeeds } from './usecases/outbound/submit-email.ts';
import { writeEmail } from './usecases/outbound/write-email.ts';
import type { ReceiveNeeds } from './usecases/receive/received-mail.ts';
import { receiveMessage } from './usecases/receive-message.ts';
import { receiveTogether } from './usecases/receive-together.ts';
import { decideEvents } from './usecases/workflows/decide-events.ts';
import { type RunNeeds, sendRun } from './usecases/workflows/send-run.ts';
import type { AppOptions } from './app-options.ts';

/** S9: campaigns write and send as a person does. */
const joinCampaigns = (needs: SubmitNeeds & Pick<AppOptions, 'log'> & Omit<CampaignMailNeeds, 'sendMail'>) => {
  const send = sendMail({
    ...needs,
    writeEmail: writeEmail(needs),
    submitEmail: submitEmail(needs),
    deleteDraft: deleteDraft(needs),
  });
  return {
    sendMail: send,
    job: releaseCampaigns({ ...needs, writeNextMember: writeNextMember({ ...needs, sendMail: send }) }),
  };
};

/** S14: workflows decide about events and send as campaigns do. */
const joinWorkflows = (needs: SubmitNeeds & Omit<RunNeeds, 'deleteDraft'>) =>
  runWorkflows({
    ...needs,
    decideEvents: decideEvents(needs),
    sendRun: sendRun({ ...needs, deleteDraft: deleteDraft(needs) }),
  });

const joinPolls = (
  { mailboxes }: Pick<AppOptions, 'mailboxes'>,
  needs: Omit<PollJobNeeds, 'owner' | 'readGroups' | 'receiveMessage' | 'receiveTogether'> &
    ReceiveNeeds & { readonly mailboxOwner: string },
) =>
  pollMailboxes({
    ...needs,
    ...mailboxes,
    owner: needs.mailboxOwner,
    readGroups,
    receiveMessage: receiveMessage(needs),
    receiveTogether: receiveTogether(needs),
  });

/** All that `createBackground` joins. */
type BackgroundNeeds = Parameters<typeof joinCampaigns>[0] &
  Omit<Parameters<typeof joinWorkflows>[0], 'sendMail'> &
  Omit<Parameters<typeof deliverOutbound>[0], 'owner'> &
  Parameters<typeof keepCopies>[0] &
  Parameters<typeof joinPolls>[1] &
  Parameters<typeof purge>[0] &
  Omit<Parameters<typeof synchronizeMailboxes>[0], 'owner'> & { readonly syncOwner: string } & Omit<
    Parameters<typeof createRunner>[0],
    'jobs'
  >;

/** The jobs of the parts that this process has, not started yet, and what campaigns send with. */
export const createBackground = (
  needs: BackgroundNeeds,
  options: Pick<AppOptions, 'parts' | 'delivery' | 'mailboxes' | 'synchronization'>,
) => {
  const { parts = ['router', 'outbox', 'sync'], delivery = {} } = options;
  const { sendMail, job } = joinCampaigns(needs);
  const jobs = [
    joinWorkflows({ ...needs, sendMail }),
    job,
    deliverOutbound({
      ...needs,
      ...delivery,
      transport: needs.transport,
      profiles: needs.profiles,
      owner: randomUUID(),
    }),
    keepCopies(needs),
    forgetOldMail(needs),
    joinPolls(options, needs),
    synchronizeMailboxes({ ...needs, ...options.synchronization, owner: needs.syncOwner }),
    purge(needs),
  ];
  const runner = createRunner({ ...needs, jobs: jobs.filter(({ part }) => part === 'every' || parts.includes(part)) });
  return { sendMail, runner };
};
