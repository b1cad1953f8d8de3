import type { Sides } from '#shared/sync/carry-out.ts';
import type { Random } from './random.ts';

/** What happened to a call: before it reached its side, or after, so that the answer got lost. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

type Call = () => unknown;

const around = <T extends object>(side: T, call: (made: Call) => Promise<unknown>): T =>
  new Proxy(side, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function'
        ? (...given: unknown[]) => call(() => Reflect.apply(member, target, given))
        : member;
    },
  });

const both = (sides: Sides, call: (made: Call) => Promise<unknown>): Sides => ({
  crm: around(sides.crm, call),
  mailbox: around(sides.mailbox, call),
});

/** Between any two calls people go on working, and now and then a call fails, before or after it was done. */
export const hostile = (sides: Sides, random: Random, work: () => void): Sides =>
  both(sides, async (made) => {
    while (random.happens(0.15)) work();
    if (random.happens(0.01)) throw new CutOff('before');
    const answer = await made();
    if (random.happens(0.01)) throw new CutOff('after');
    return answer;
  });

/** The call of this number, counted from 1, fails; `after` it was done, or before. */
export const failingAt = (sides: Sides, number: number, when: 'before' | 'after'): Sides => {
  let calls = 0;
  return both(sides, async (made) => {
    calls += 1;
    if (calls === number && when === 'before') throw new CutOff(when);
    const answer = await made();
    if (calls === number && when === 'after') throw new CutOff(when);
    return answer;
  });
};
