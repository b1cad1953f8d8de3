import { randomBytes } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';

const counterLimit = 0x1000;

/**
 * UUIDs of version 7 (RFC 9562 section 5.7) that never step back within one process: the 12 bits after the version count
 * within a millisecond (section 6.2, method 1), and a clock that is set back keeps the latest moment seen.
 */
export function createRandomIds(clock: Clock): Ids {
  let latestMs = -1;
  let counter = 0;
  return {
    next() {
      const nowMs = clock.now();
      if (nowMs > latestMs) {
        latestMs = nowMs;
        counter = randomBytes(1)[0] ?? 0;
      } else if (++counter === counterLimit) {
        latestMs += 1;
        counter = 0;
      }
      return uuid(latestMs, counter, randomBytes(8));
    },
    secret: () => randomBytes(32).toString('base64url'),
  };
}

function uuid(ms: number, counter: number, chance: Buffer): string {
  chance.writeUInt8((chance.readUInt8(0) & 0x3f) | 0x80, 0);
  const time = ms.toString(16).padStart(12, '0');
  const tail = chance.toString('hex');
  const version = `7${counter.toString(16).padStart(3, '0')}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
