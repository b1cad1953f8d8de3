import type { CallName } from '../faults.ts';
import { meetFault } from '../faults.ts';
import { profiles } from '../profiles.ts';
import type { Answer } from './answers.ts';
import { officeError, refused } from './answers.ts';
import type { Caller, Calls } from './call.ts';
import { appointmentCalls } from './calls/appointment.ts';
import { attachmentCalls } from './calls/attachments.ts';
import { bodyCalls } from './calls/body.ts';
import { categoryCalls } from './calls/categories.ts';
import { customPropertyCalls } from './calls/custom-properties.ts';
import { headerCalls } from './calls/headers.ts';
import { itemCalls } from './calls/item.ts';
import { noticeCalls } from './calls/notices.ts';
import { recipientCalls } from './calls/recipients.ts';
import { roamingSettingsCalls } from './calls/roaming-settings.ts';
import { sessionCalls } from './calls/session-values.ts';
import { subjectCalls } from './calls/subject.ts';
import { tokenCalls } from './calls/tokens.ts';
import { windowCalls } from './calls/windows.ts';

/** Every call the simulated host knows, by the library's dispatch id. */
const calls: Calls = {
  ...appointmentCalls,
  ...attachmentCalls,
  ...bodyCalls,
  ...categoryCalls,
  ...customPropertyCalls,
  ...headerCalls,
  ...itemCalls,
  ...noticeCalls,
  ...recipientCalls,
  ...roamingSettingsCalls,
  ...sessionCalls,
  ...subjectCalls,
  ...tokenCalls,
  ...windowCalls,
};

/**
 * The requirement set (1.<minor>) that brought a call. The library has these members in every client; a client that does not
 * know the call refuses it, which is what this table is for.
 */
const sinceMinor: Readonly<Record<number, number>> = {
  ...since(7, 103, 104, 107),
  ...since(8, 99, 108, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 164, 168),
  ...since(9, 100, 178, 179, 180, 181, 182, 183, 184),
  ...since(10, 173, 174, 175, 176),
  ...since(11, 185, 186, 187, 188, 189),
};

function since(minor: number, ...ids: readonly number[]): Record<number, number> {
  return Object.fromEntries(ids.map((id) => [id, minor]));
}

/** Answers one call: what the client does not know is refused, then a fault may strike, then the call's own code runs. */
export function dispatch(id: number, params: unknown, caller: Caller): Answer {
  const call = calls[id];
  if (call === undefined || (sinceMinor[id] ?? 1) > profiles[caller.world.get().profileId].minor)
    return refused(officeError.operationNotSupported);
  return strike(id, caller) ?? call(params, caller);
}

/** The failure that was asked for, if it strikes this call. */
export function strike(call: CallName, caller: Caller): Answer | null {
  const { answer, left } = meetFault(caller.world.get().faults, call);
  if (left !== caller.world.get().faults) caller.world.change((state) => ({ ...state, faults: left }));
  return answer;
}
