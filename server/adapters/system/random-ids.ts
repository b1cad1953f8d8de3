import { randomBytes } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';

const counterLimit = 0x1000;
/** The system is asked for so many bytes of chance at once: a call costs more than the bytes. */
const pooledBytes = 4_096;
const bytesOfAnId = 9;

/** Gives the next bytes of chance; no byte is given twice. */
const pooledChance = (): (() => Buffer) => {
  let pool = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at + bytesOfAnId > pool.length) {
      pool = randomBytes(pooledBytes);
      at = 0;
    }
    at += bytesOfAnId;
    return pool.subarray(at - bytesOfAnId, at);
  };
};

/**
 * UUIDs of version 7 (RFC 9562 section 5.7) that never step back within one process: the 12 bits after the version count
 * within a millisecond (section 6.2, method 1), and a clock that is set back keeps the latest moment seen.
 */
export function createRandomIds(clock: Clock): Ids {
  let latestMs = -1;
  let counter = 0;
  const nextChance = pooledChance();
  return {
    next() {
      const chance = nextChance();
      const nowMs = clock.now();
      if (nowMs > latestMs) {
        latestMs = nowMs;
        counter = chance.readUInt8(8);
      } else if (++counter === counterLimit) {
        latestMs += 1;
        counter = 0;
      }
      return uuid(latestMs, counter, chance);
    },
    secret: () => randomBytes(32).toString('base64url'),
  };
}

function uuid(ms: number, counter: number, chance: Buffer): string {
  chance.writeUInt8((chance.readUInt8(0) & 0x3f) | 0x80, 0);
  const time = ms.toString(16).padStart(12, '0');
  const tail = chance.toString('hex', 0, 8);
  const version = `7${counter.toString(16).padStart(3, '0')}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
