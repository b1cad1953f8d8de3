import type { Answer } from './protocol/answers.ts';
import { officeError, refused } from './protocol/answers.ts';

/** What is made to go wrong, on request. */
export interface Faults {
  /** Every answer waits this long. */
  readonly latencyMs: number;
  /** getAsFileAsync fails with 5001, as clients are reported to do at random. */
  readonly eml: FaultSpan;
  /** Calls that reach the mailbox server fail with 9020. */
  readonly response: FaultSpan;
  /** Calls that reach the mailbox server fail with 9041, and the frame's own requests fail too. */
  readonly isOffline: boolean;
  /** Another add-in cancels every send, after ours was asked. */
  readonly otherAddinCancels: boolean;
}

export type FaultSpan = 'never' | 'once' | 'always';

export const noFaults: Faults = {
  latencyMs: 0,
  eml: 'never',
  response: 'never',
  isOffline: false,
  otherAddinCancels: false,
};

/** The call by which a fault is recognised: a dispatch id, or a topped-up member. */
export type CallName = number | 'getAsFileAsync' | 'getSelectedItemsAsync' | 'loadItemByIdAsync';

export interface FaultOutcome {
  readonly answer: Answer | null;
  readonly left: Faults;
}

/** The failure a call meets, if any, and the faults that are left afterwards ("once" is used up). */
export function meetFault(faults: Faults, call: CallName): FaultOutcome {
  if (!reachesServer(call)) return { answer: null, left: faults };
  if (faults.isOffline) return { answer: refused(officeError.network), left: faults };
  if (call === 'getAsFileAsync' && faults.eml !== 'never')
    return { answer: refused(officeError.internal), left: { ...faults, eml: after(faults.eml) } };
  if (faults.response !== 'never')
    return { answer: refused(officeError.genericResponse), left: { ...faults, response: after(faults.response) } };
  return { answer: null, left: faults };
}

const after = (span: FaultSpan): FaultSpan => (span === 'once' ? 'never' : span);

/** Custom properties, attachments, saving, categories, headers and roaming settings live on the server; the rest is at hand. */
const serverCalls: ReadonlySet<CallName> = new Set<CallName>([
  3,
  4,
  16,
  19,
  32,
  148,
  150,
  157,
  158,
  159,
  160,
  161,
  162,
  168,
  404,
  'getAsFileAsync',
  'getSelectedItemsAsync',
  'loadItemByIdAsync',
]);

const reachesServer = (call: CallName): boolean => serverCalls.has(call);
