import type { CallOutput } from '#shared/contracts/api.ts';
import type { RouteName } from '#shared/contracts/routes.ts';
import type { Activity, TrackedBy } from '#shared/model/activity.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Resolution } from '#shared/model/resolution.ts';
import { ApiError, type ApiErrorCode } from '../../../addin/api/api-error.ts';
import type { Call, CallArgs } from '../../../addin/api/transport.ts';

export const pumps: NamedRecordRef = { type: 'opportunity', id: 'o1', name: '40 pumps for Fabrikam' };
export const leak: NamedRecordRef = { type: 'case', id: 'k1', name: 'Leaking seal' };
export const anna: NamedRecordRef = { type: 'contact', id: 'c1', name: 'Anna Ruiz' };
export const clara = { id: 'u1', name: 'Clara Holt' };
export const ben = { id: 'u2', name: 'Ben Stone' };

type Answer<Name extends RouteName> = (args: CallArgs<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>;
type Answers = { [Name in RouteName]?: Answer<Name> };

export interface FakeServer {
  readonly call: Call;
  /** Every call in order. */
  readonly calls: { name: RouteName; args: Record<string, unknown> }[];
  callsOf(name: RouteName): Record<string, unknown>[];
  /** Answers one call otherwise from now on. */
  answer<Name extends RouteName>(name: Name, answer: Answer<Name>): void;
  refuse(name: RouteName, code: ApiErrorCode): void;
  /** Holds the answers of one call until the gate is opened. */
  hold(name: RouteName): () => void;
  /** Activities by Message-ID. */
  readonly tracked: Map<string, Activity>;
  readonly resolutions: Record<string, Resolution>;
}

export const resolved = (record: NamedRecordRef): Resolution => ({ kind: 'resolved', record });

export const activityOf = (messageId: string, change: Partial<Activity> = {}): Activity => ({
  id: `activity ${messageId}`,
  kind: 'email',
  direction: 'incoming',
  state: 'completed',
  status: 'received',
  subject: 'Quote for pumps',
  sentAt: '2026-03-02T09:30:00.000Z',
  receivedAt: null,
  internetMessageId: messageId,
  regarding: [],
  parties: [],
  correlation: null,
  attachments: [],
  visibility: 'regarding',
  trackedBy: [],
  owner: null,
  why: 'You tracked it by hand; the sender is Anna Ruiz.',
  flags: [],
  source: 'original',
  subjectChanged: false,
  offeredRegarding: [],
  version: 1,
  ...change,
});

export const promotionOf = (user: { id: string; name: string }, change: Partial<TrackedBy> = {}): TrackedBy => ({
  promotionId: `promotion of ${user.id}`,
  user,
  at: '2026-03-02T10:00:00.000Z',
  ...change,
});

/** A server in memory, typed by the contracts: promotions, matches, records and devices as far as the pane asks. */
export const createFakeServer = (): FakeServer => {
  const calls: FakeServer['calls'] = [];
  const gates = new Map<RouteName, Promise<void>>();
  const tracked = new Map<string, Activity>();
  const resolutions: Record<string, Resolution> = {};
  const named = [pumps, leak, anna];
  const find = (text: string) => named.find(({ type, id }) => `${type}:${id}` === text);
  const findActivity = (id: string) => [...tracked.values()].find((activity) => activity.id === id);
  const mineOf = (activity: Activity | undefined) => activity?.trackedBy.find(({ user }) => user.id === clara.id);

  const answers: Answers = {
    getTracking: ({ params }) => {
      const activity = tracked.get(params.internetMessageId);
      const mine = mineOf(activity);
      return {
        state: activity ? 'tracked' : 'untracked',
        regarding: activity?.regarding ?? [],
        offeredRegarding: activity?.offeredRegarding ?? [],
        trackedBy: activity?.trackedBy ?? [],
        why: activity?.why ?? 'Nobody has tracked this mail.',
        ...(activity ? { activity, activityId: activity.id } : {}),
        ...(mine ? { promotionId: mine.promotionId } : {}),
      };
    },
    matchAddresses: ({ ...args }) => ({
      matches: ('body' in args ? args.body.addresses : []).map((address) => ({
        address,
        resolution: resolutions[address] ?? { kind: 'unresolved' },
      })),
    }),
    promote: (args) => {
      const text = 'bytes' in args ? new TextDecoder().decode(args.bytes) : '';
      const id = /Message-ID: (.+)\r\n/.exec(text)?.[1] ?? '<none>';
      const known = tracked.get(id);
      const wanted = [args.query?.regarding ?? []].flat().flatMap((one) => find(one) ?? []);
      const before =
        known ??
        activityOf(id, {
          regarding: wanted,
          visibility: args.query?.visibility === 'private' ? 'private' : 'regarding',
        });
      const activity = { ...before, trackedBy: [...before.trackedBy, promotionOf(clara)] };
      tracked.set(id, activity);
      return {
        promotion: { id: promotionOf(clara).promotionId, stood: mineOf(known) !== undefined },
        activity,
        created: !known,
        outcome: { code: 110, reason: 'promotedByHand', sentence: activity.why },
        trackedBy: activity.trackedBy,
      };
    },
    untrack: ({ params, query }) => {
      const [id, activity] = [...tracked].find(([, one]) => mineOf(one)?.promotionId === params.promotionId)!;
      const others = activity.trackedBy.filter(({ promotionId }) => promotionId !== params.promotionId);
      if (query?.activity === 'delete' || others.length === 0) tracked.delete(id);
      else tracked.set(id, { ...activity, trackedBy: others });
      removed.set(params.promotionId, [id, activity]);
      return {
        activityId: activity.id,
        activity: query?.activity === 'delete' ? 'deleted' : 'kept',
        trackedBy: others,
      };
    },
    restorePromotion: ({ params }) => {
      const [id, activity] = removed.get(params.promotionId)!;
      tracked.set(id, activity);
      return activity;
    },
    setRegarding: (args) => {
      const activity = findActivity(args.params.activityId)!;
      const refs = 'body' in args ? args.body.regarding : [];
      const changed = { ...activity, regarding: refs.flatMap(({ type, id }) => find(`${type}:${id}`) ?? []) };
      tracked.set(activity.internetMessageId!, changed);
      return changed;
    },
    changePromotion: (args) => {
      const [id, activity] = [...tracked].find(([, one]) => mineOf(one)?.promotionId === args.params.promotionId)!;
      const changed: Activity = {
        ...activity,
        visibility: ('body' in args ? args.body.visibility : '') as Activity['visibility'],
      };
      tracked.set(id, changed);
      return changed;
    },
    suggestRegarding: () => ({
      items: [
        { ...pumps, detail: 'Fabrikam, open', active: true, because: 'party' },
        { ...leak, detail: 'Fabrikam', active: true, because: 'recent' },
      ],
    }),
    searchRecords: ({ query }) => ({
      items: named
        .filter(({ name }) => name.toLowerCase().includes(query.q.toLowerCase()))
        .map((record) => ({ ...record, detail: '', active: true })),
    }),
    getMySettings: () => ({
      acceptance: 'replies',
      exclusions: [],
      rules: [],
      signature: '',
      signatureIn: 'allMail',
      markCategory: false,
      language: 'auto',
      defaultVisibility: 'organizationDefault',
      methods: { incoming: 'any', outgoing: 'any', items: 'any' },
    }),
    findThread: () => ({ thread: null }),
    listActivityQueueItems: () => ({ items: [] }),
    listDevices: () => ({ items: [] }),
    endSession: () => undefined,
  };
  const removed = new Map<string, [string, Activity]>();

  const call = (async (name: RouteName, args: Record<string, unknown> & { signal?: AbortSignal }) => {
    calls.push({ name, args });
    await gates.get(name);
    args.signal?.throwIfAborted();
    const answer = answers[name] as ((args: unknown) => unknown) | undefined;
    if (!answer) throw new Error(`the fake server has no answer for ${name}`);
    return answer(args);
  }) as Call;

  return {
    call,
    calls,
    callsOf: (name) => calls.filter((one) => one.name === name).map(({ args }) => args),
    answer: (name, answer) => {
      (answers as Record<string, unknown>)[name] = answer;
    },
    refuse: (name, code) => {
      (answers as Record<string, unknown>)[name] = () => {
        throw new ApiError(code);
      };
    },
    hold: (name) => {
      let open: () => void = () => undefined;
      gates.set(name, new Promise((resolve) => (open = resolve)));
      return () => {
        gates.delete(name);
        open();
      };
    },
    tracked,
    resolutions,
  };
};
