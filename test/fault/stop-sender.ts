import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import {
  compare,
  connections,
  drain,
  everyMail,
  type Ledgers,
  onStage,
  queue,
  startSender,
  stopSender,
  type Stage,
} from './sending.ts';

/** What went on beside the ledgers. */
export interface Stops extends Ledgers {
  /** Mail in hand when one was stopped, all told: of each stop more than one sender can have. */
  readonly inHand: number;
  readonly stops: number;
  readonly codes: readonly (number | null)[];
}

const inHandNow = async ({ world }: Stage): Promise<number> =>
  (await everyMail(world.ben)).filter(({ recipients }) => recipients.some(({ state }) => state === 'sending')).length;

/**
 * Sleeps while it sends, longer than its lease: until the other has taken over and sent what it had in hand. Of more
 * mails than one sender has connections some are its own: so many are taken and not answered when it is stopped.
 */
const stopOnce = async (stage: Stage, sleeper: ChildProcess, mails: number): Promise<number> => {
  const { world, sink } = stage;
  const bothSend = sink.hold.until(connections + 1);
  await queue(world.ben, mails);
  await bothSend;
  await pause(Math.random() * 30);
  sleeper.kill('SIGSTOP');
  const inHand = await inHandNow(stage);
  sink.hold.letGo();
  await drain(world.ben);
  sleeper.kill('SIGCONT');
  return inHand;
};

/**
 * F11: two senders on one database; one of them is stopped for longer than its lease and goes on, again and again, until
 * `isEnough`; then the ledgers are compared.
 */
export const stopSenders = (
  url: string,
  { mails, isEnough }: { readonly mails: number; readonly isEnough: (stops: number) => boolean },
): Promise<Stops> =>
  onStage({ engine: 'postgres', url, connections: 4 }, async (stage) => {
    const senders = [await startSender(stage), await startSender(stage)] as const;
    let [stops, inHand] = [0, 0];
    for (; !isEnough(stops); stops += 1) inHand += await stopOnce(stage, senders[stops % 2 === 0 ? 0 : 1], mails);
    // What the last one to wake still does is done when it has ended.
    const codes = await Promise.all(senders.map(stopSender));
    return { ...(await compare(stage)), inHand, stops, codes };
  });
