import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { deliver } from '../support/router.ts';
import {
  compare,
  drain,
  everyMail,
  type Ledgers,
  onStage,
  queue,
  type Stage,
  startSender,
  stopSender,
} from './sending.ts';

const onSqlite = async <T>(work: (stage: Stage) => Promise<T>): Promise<T> => {
  const directory = await mkdtemp(join(tmpdir(), 'kill-sender-'));
  try {
    return await onStage({ engine: 'sqlite', path: join(directory, 'world.sqlite'), contentDirectory: null }, work);
  } finally {
    await rm(directory, { recursive: true });
  }
};

/** As a journal does: the receive path gets a copy of everything that the server took. */
const journal = async ({ world, sink }: Stage): Promise<void> => {
  for (const { bytes } of sink.taken) await deliver(world.ana, bytes);
};

/**
 * F1: a sender is killed so many times at random while it sends, and begun again; then the ledgers are compared, and once
 * more (`journaled`) when the copies of a journal have come in.
 */
export const killSender = (kills: number, mailsPerKill: number): Promise<Ledgers & { readonly journaled: Ledgers }> =>
  onSqlite(async (stage) => {
    const { ben } = stage.world;
    for (let kill = 0; kill < kills; kill += 1) {
      await queue(ben, mailsPerKill);
      const child = await startSender(stage);
      await pause(Math.random() * 400);
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    const last = await startSender(stage);
    await drain(ben);
    await stopSender(last);
    const ledgers = await compare(stage);
    await journal(stage);
    return { ...ledgers, journaled: await compare(stage) };
  });

/** F17: a sender is asked to end while it sends; how long that took, and what the ledgers say. */
export const endSender = (
  mails: number,
): Promise<Ledgers & { readonly endedAfterMs: number; readonly code: number | null }> =>
  onSqlite(async (stage) => {
    const { ben } = stage.world;
    await queue(ben, mails);
    const child = await startSender(stage);
    while (stage.sink.taken.length === 0) await pause(5);
    const begun = Date.now();
    const code = await stopSender(child);
    const endedAfterMs = Date.now() - begun;
    const inHand = (await everyMail(ben)).filter(({ status }) => status === 'sending').length;
    const last = await startSender(stage);
    await drain(ben);
    await stopSender(last);
    const ledgers = await compare(stage);
    return { ...ledgers, lost: ledgers.lost + inHand, endedAfterMs, code };
  });
