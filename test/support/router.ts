import type { Caller } from './world.ts';

/** What the calls of a router answer. */
export interface Delivered {
  readonly promote: boolean;
  readonly code: number;
  readonly reason: string;
  readonly sentence: string;
  readonly internetMessageId: string | null;
  readonly activityId?: string | null;
  readonly created?: boolean;
  readonly held?: { readonly id: string };
}

const hand =
  (call: 'check' | 'deliver') =>
  async (caller: Caller, mail: string | Uint8Array, query = 'mailbox=ben@contoso.test'): Promise<Delivered> => {
    const response = await caller.fetch(`/router/${call}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: mail as BodyInit,
    });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Delivered;
  };
/** Asks what would become of a mail; found in Ben's mailbox unless the query says otherwise. */
export const check = hand('check');
/** Hands a mail over. */
export const deliver = hand('deliver');

export const acceptAll = (caller: Caller) => caller.call('changeMySettings', { body: { acceptance: 'all' } });
export const activities = async (caller: Caller) => (await caller.call('listActivities', { query: {} })).items;
export const outcomes = async (caller: Caller) => (await caller.call('listOutcomes', { query: {} })).items;
export const reply = { id: 'r1@fabrikam.example', headers: ['In-Reply-To: <quote-1@fabrikam.example>'] };
