import type { PromotionAnswer } from '#shared/contracts/promotions.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Call, CallArgs } from '../api/transport.ts';
import type { OutlookHost } from '../office/host.ts';
import type { MessageSource } from '../office/message-source.ts';
import type { OpenItem } from '../office/open-item.ts';

export interface PromotionChoices {
  /** Absent: what the conversation regards; empty: none. The first is primary. */
  readonly regarding?: readonly RecordRef[] | undefined;
  readonly visibility?: 'private' | undefined;
  /** Attachments to leave out, by their position in Outlook (from 1). */
  readonly leaveOut?: readonly number[] | undefined;
  readonly quotedText?: 'keep' | 'remove' | undefined;
  /** The mailbox owner in whose name this is done (P13). */
  readonly onBehalfOf?: string | null | undefined;
}

export interface Promoted {
  readonly answer: PromotionAnswer;
  /** Attachments that Outlook did not hand over. */
  readonly missing: readonly string[];
}

/**
 * Reads the open message and tracks it. The answer is written into the state of that message alone, whatever is
 * open by then (P16); the idempotency key makes a second try of the same action harmless.
 */
export const promoteItem = async (
  call: Call,
  host: OutlookHost,
  item: OpenItem,
  choices: PromotionChoices,
): Promise<Promoted> => {
  const source = await host.readSource(item, new AbortController().signal);
  const query = queryOf(choices, source);
  const headers = { 'idempotency-key': crypto.randomUUID() };
  if (source.rung === 'original') {
    const answer = await call('promote', { bytes: source.bytes, contentType: 'message/rfc822', query, headers });
    return { answer, missing: [] };
  }
  const wanted = item.attachments.filter(({ n }) => !choices.leaveOut?.includes(n)).map(({ name }) => name);
  const answer = await call('promote', { body: source.parts, query, headers });
  return { answer, missing: source.missing.filter((name) => wanted.includes(name)) };
};

const queryOf = (choices: PromotionChoices, { numbers }: MessageSource): NonNullable<CallArgs<'promote'>['query']> => {
  const withoutAttachment = (choices.leaveOut ?? []).flatMap((n) => numbers.get(n) ?? []).map(String);
  return {
    ...(choices.regarding ? { regarding: regardingQuery(choices.regarding) } : {}),
    ...(choices.visibility ? { visibility: choices.visibility } : {}),
    ...(withoutAttachment.length > 0 ? { withoutAttachment } : {}),
    ...(choices.quotedText === 'remove' ? { quotedText: 'remove' } : {}),
    ...(choices.onBehalfOf ? { onBehalfOf: choices.onBehalfOf } : {}),
  };
};

const regardingQuery = (regarding: readonly RecordRef[]): string[] =>
  regarding.length === 0 ? ['none'] : regarding.map(({ type, id }) => `${type}:${id}`);
