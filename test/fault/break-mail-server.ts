import { setTimeout as pause } from 'node:timers/promises';
import type { Dovecot } from '../support/dovecot.ts';
import { sink } from './forward-mailbox.ts';

/** At a moment that nobody chose. Every third time the server is ended and begun again; else its connections are. */
export const breakServer = async (dovecot: Dovecot, kick: number): Promise<void> => {
  await pause(Math.random() * 400);
  if (kick % 3 === 2) {
    await dovecot.stop();
    await dovecot.start();
    return;
  }
  for (let tries = 0; tries < 200; tries += 1) {
    // It says so when nobody is there to be kicked.
    try {
      dovecot.doveadm('kick', sink.user);
      return;
    } catch {
      await pause(20);
    }
  }
};
