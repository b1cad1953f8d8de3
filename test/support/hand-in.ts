import { heldUnreadable } from '../../server/usecases/promotion/outcomes.ts';
import { acceptAll, deliver, type Delivered } from './router.ts';
import type { Caller, World } from './world.ts';

/** What became of mail that was handed in. */
export interface Intake {
  given: number;
  /** Recorded as an activity with exactly these bytes. */
  recorded: number;
  /** The same mail as one before (A5), whose bytes stand. */
  stood: number;
  /** Held with exactly these bytes. */
  held: number;
  /** How often each reason was given by the router. */
  readonly reasons: Map<string, number>;
  /** What broke the promise; empty when nothing did. */
  readonly failures: string[];
}

interface Promoted {
  readonly activity: { readonly id: string } | null;
  readonly created: boolean;
  readonly held?: { readonly id: string };
}

const bytesAt = async (caller: Caller, path: string): Promise<Buffer> =>
  Buffer.from(await (await caller.fetch(path)).arrayBuffer());

const promoteByHand = async (caller: Caller, bytes: Uint8Array): Promise<Promoted> => {
  const headers = { 'content-type': 'message/rfc822' };
  const response = await caller.fetch('/promotions', { method: 'POST', headers, body: bytes as BodyInit });
  if (!response.ok) throw new Error(`by hand: ${response.status} ${await response.text()}`);
  return (await response.json()) as Promoted;
};

const countOutcomes = async (world: World): Promise<number> => {
  const { counts } = await world.ana.call('countOutcomes', { query: {} });
  return counts.reduce((sum, { count }) => sum + count, 0);
};

interface Log {
  readonly intake: Intake;
  /** Activities of mails before: what is the same mail (A5) leaves them as they are. */
  readonly stored: Set<string>;
}

const isKept = async (caller: Caller, { held, activityId }: Delivered, bytes: Uint8Array): Promise<boolean> => {
  if (held !== undefined) return (await bytesAt(caller, `/undeliverable/${held.id}/source`)).equals(bytes);
  return activityId != null && (await bytesAt(caller, `/activities/${activityId}/source`)).equals(bytes);
};

/** As a router: one line of the log more, whatever it is; what it made or holds has the bytes. */
const byRouter = async (world: World, bytes: Uint8Array, intake: Intake): Promise<void> => {
  const before = await countOutcomes(world);
  const delivered = await deliver(world.ana, bytes);
  const more = (await countOutcomes(world)) - before;
  if (more !== 1) throw new Error(`by router: ${more} outcomes`);
  const { reason, created, held, sentence } = delivered;
  if (sentence === heldUnreadable('parserFailed').sentence) throw new Error('by router: the parser failed');
  intake.reasons.set(reason, (intake.reasons.get(reason) ?? 0) + 1);
  const makes = created === true || held !== undefined;
  if (makes && !(await isKept(world.ben, delivered, bytes))) throw new Error(`by router: ${reason}, other bytes`);
};

/** As a person: recorded or held with its bytes, or the same mail as one that stands. */
const byPerson = async (world: World, bytes: Uint8Array, { intake, stored }: Log): Promise<void> => {
  const { activity, held } = await promoteByHand(world.ben, bytes);
  if ((activity === null) === (held === undefined)) throw new Error('by hand: neither recorded nor held');
  const path = activity === null ? `/undeliverable/${held?.id}/source` : `/activities/${activity.id}/source`;
  const same = (await bytesAt(world.ben, path)).equals(bytes);
  if (!same && !stored.has(activity?.id ?? '')) throw new Error('by hand: stored with other bytes');
  stored.add(activity?.id ?? '');
  if (held !== undefined) intake.held += 1;
  else if (same) intake.recorded += 1;
  else intake.stood += 1;
};

export const openIntake = async (world: World) => {
  await acceptAll(world.ben);
  const stored = new Set<string>();
  const intake: Intake = { given: 0, recorded: 0, stood: 0, held: 0, reasons: new Map(), failures: [] };
  return {
    intake,
    /** Hands one mail in by both doors; what breaks the promise is noted under `name`. */
    handIn: async (name: string, bytes: Uint8Array): Promise<void> => {
      intake.given += 1;
      try {
        await byRouter(world, bytes, intake);
        await byPerson(world, bytes, { intake, stored });
      } catch (error) {
        intake.failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
};
