import type { Instant } from '#shared/model/instant.ts';

export interface Clock {
  now(): Instant;
}
