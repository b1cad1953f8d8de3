import { setTimeout as pause } from 'node:timers/promises';
import type { Site } from '../../site.ts';
import type { Polled } from '../../usecases/mailboxes/poll-claimed.ts';

/** A process that polls one of the mailboxes and is gone holds it so long at most. */
const longestWaitMs = 60_000;
const lookAgainMs = 250;

type Routing = Pick<Site, 'store' | 'runner' | 'mailboxOwner'>;

const eachOrganization = async (
  { store }: Routing,
  work: (organizationId: string) => Promise<number>,
): Promise<number> => {
  let sum = 0;
  for (const { id } of await store.system.organizations.list()) sum += await work(id);
  return sum;
};

/** Polls every enabled mailbox until nothing is left; what another process reads just now is waited for. */
export const runOnce = async (routing: Routing): Promise<void> => {
  const { store, runner, mailboxOwner } = routing;
  await eachOrganization(routing, async (id) => {
    await store.transact(id, (tx) => tx.mailboxes.hurryAll());
    return 0;
  });
  const end = performance.now() + longestWaitMs;
  for (;;) {
    await runner.settle();
    const elsewhere = await eachOrganization(routing, (id) =>
      store.read(id, (read) => read.mailboxes.leasedElsewhere(mailboxOwner)),
    );
    if (elsewhere === 0 || performance.now() > end) return;
    await pause(lookAgainMs);
  }
};

export const countsOf = (polls: readonly Polled[]) => {
  const last = new Map(polls.map((polled) => [polled.mailbox.id, polled]));
  const sum = (of: (polled: Polled) => number) => polls.reduce((total, polled) => total + of(polled), 0);
  return {
    mailboxes: last.size,
    fetched: sum(({ handled, failing }) => handled - failing),
    tracked: sum(({ tracked }) => tracked),
    undeliverable: sum(({ setAside }) => setAside),
    problems: [...last.values()].flatMap(({ mailbox, problem }) =>
      problem === null ? [] : [{ mailbox: mailbox.address, problem }],
    ),
  };
};
