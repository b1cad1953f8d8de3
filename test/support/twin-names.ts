import type { Instant } from '#shared/model/instant.ts';
import { keyOf } from './build-facts.ts';

export const twinMoment = 1_770_000_000_000 as Instant;

/** Everything has the same id, name, address and external id in each organization; only `mark` tells them apart. */
export const twinIds = {
  reader: 'reader',
  contact: 'contact',
  account: 'account',
  work: 'work',
  gone: 'gone',
  team: 'team',
  activity: 'activity',
  email: 'email',
  promotion: 'promotion',
  hold: 'hold',
  resolution: 'resolution',
} as const;
export const twinAddress = keyOf('anna@twin.test');
export const strangerKey = keyOf('stranger@twin.test');
export const readerKey = keyOf('reader@twin.test');
export const messageKey = 'twin@mail.test';
export const identity = 'identity';
export const conversation = 'conversation';
export const twinToken = 's:00001';
export const twinAlias = 'rewritten-twin@mail.test';
export const twinWords = 'words';

export const twinBytes = (mark: string) => new TextEncoder().encode(`the same length ${mark.padEnd(8)}`);
