import { z } from 'zod';

/** Milliseconds since 1970-01-01T00:00:00Z. Inside the program every moment is one of these. */
export type Instant = number & { readonly __instant: unique symbol };

/** On the wire a moment is an ISO 8601 string in UTC. */
export const WireInstant = z.iso.datetime({ offset: true });

export const toWire = (at: Instant): string => new Date(at).toISOString();
export const fromWire = (text: string): Instant => Date.parse(text) as Instant;
