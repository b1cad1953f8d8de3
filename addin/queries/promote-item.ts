import type { MessageParts, PromotionAnswer } from '#shared/contracts/promotions.ts';
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

/** A promotion as it is sent, whole: it can be sent now, or kept and sent later, always as the same request. */
export interface PromotionRequest {
  /** Makes a second try of the same action harmless: the server answers it as it answered the first. */
  readonly key: string;
  readonly query: NonNullable<CallArgs<'promote'>['query']>;
  readonly content: { readonly bytes: Uint8Array } | { readonly parts: MessageParts };
  /** Attachments that Outlook did not hand over. */
  readonly missing: readonly string[];
}

/** Reads the open message for tracking. */
export const readPromotion = async (
  host: OutlookHost,
  item: OpenItem,
  choices: PromotionChoices,
): Promise<PromotionRequest> => {
  const source = await host.readSource(item, new AbortController().signal);
  const request = { key: crypto.randomUUID(), query: queryOf(choices, source) };
  if (source.rung === 'original') return { ...request, content: { bytes: source.bytes }, missing: [] };
  const wanted = item.attachments.filter(({ n }) => !choices.leaveOut?.includes(n)).map(({ name }) => name);
  return {
    ...request,
    content: { parts: source.parts },
    missing: source.missing.filter((name) => wanted.includes(name)),
  };
};

/** Sends it once, as the organization that the session is in, or as another of the same person. */
export const sendPromotion = (
  call: Call,
  { key, query, content }: PromotionRequest,
  about: { readonly organizationId?: string; readonly signal?: AbortSignal } = {},
): Promise<PromotionAnswer> => {
  const headers = {
    'idempotency-key': key,
    ...(about.organizationId === undefined ? {} : { 'x-organization': about.organizationId }),
  };
  const given = { query, headers, signal: about.signal };
  return 'bytes' in content
    ? call('promote', { ...given, bytes: content.bytes, contentType: 'message/rfc822' })
    : call('promote', { ...given, body: content.parts });
};

const queryOf = (choices: PromotionChoices, { numbers }: MessageSource): PromotionRequest['query'] => {
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
