import type { MessageParts } from '#shared/contracts/promotions.ts';
import { OfficeFailure, ask, pause } from './ask.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { readHeaderBlock, readMessageId } from './header-block.ts';
import { type Capabilities, ItemChanged } from './host.ts';
import type { MessageSource } from './message-source.ts';
import type { OpenItem } from './open-item.ts';

/** The item as the library gives it, with members that later requirement sets add. */
export type LiveItem = Office.MessageRead;

export interface SourceReading {
  readonly live: LiveItem;
  readonly item: OpenItem;
  readonly capabilities: Capabilities;
  readonly signal: AbortSignal;
  /** Throws ItemChanged when another item is open by now. */
  readonly confirm: () => void;
}

/** Outlook answers 5001 (internal error) at random for whole messages; waiting helps. */
const retryDelaysMs = [250, 1_000];

/**
 * The ladder of P17: the original, else rebuilt from headers, text and attachments, else header facts and text.
 * Every answer is checked against the item that is open then, as calls speak to the item on the screen.
 */
export const readSource = async (reading: SourceReading): Promise<MessageSource> => {
  const { capabilities } = reading;
  const original = capabilities.original ? await readOriginal(reading) : null;
  if (original) return original;
  return (capabilities.parts ? await readParts(reading) : null) ?? readFacts(reading);
};

const readOriginal = async (reading: SourceReading): Promise<MessageSource | null> => {
  const { live, item, signal, confirm } = reading;
  const text = await orNull(reading, () =>
    patiently(() => ask<string>((done) => live.getAsFileAsync(done), signal), signal),
  );
  confirm();
  if (text === null) return null;
  const bytes = fromBase64(text);
  const id = readMessageId(bytes);
  // Bytes of another message: the selection moved under the call. The parts say for themselves whose they are.
  if (id && item.internetMessageId && id !== item.internetMessageId) return null;
  return { rung: 'original', bytes, numbers: new Map(item.attachments.map(({ n }) => [n, n])) };
};

const readParts = async (reading: SourceReading): Promise<MessageSource | null> => {
  const { live, item, signal, confirm } = reading;
  const headers = await orNull(reading, () => ask<string>((done) => live.getAllInternetHeadersAsync(done), signal));
  confirm();
  if (headers === null) return null;
  const facts = await readFacts(reading);
  if (facts.rung === 'original') return facts;
  const attachments: NonNullable<MessageParts['attachments']> = [];
  const numbers = new Map<number, number>();
  const missing: string[] = [];
  for (const { n, name, type, inline } of item.attachments) {
    const contentBase64 = await readAttachment(reading, n - 1);
    if (contentBase64 === null) missing.push(name);
    else numbers.set(n, attachments.push({ name, type, contentBase64, inline }));
  }
  const parts: MessageParts = { ...facts.parts, headers, attachments, source: 'reconstructed' };
  return { rung: 'reconstructed', numbers, missing, parts: { ...parts, sentAt: sentAtOf(headers) ?? parts.sentAt } };
};

// Outlook's own date is when the mail came in; the mail is identified by when it was sent.
const sentAtOf = (headers: string): string | null => {
  const value = readHeaderBlock(headers).find(({ name }) => name === 'date')?.value;
  // What follows is the zone's name as a comment (RFC 5322 section 3.3).
  const at = value === undefined ? Number.NaN : Date.parse(value.split('(')[0] ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

const readAttachment = async (reading: SourceReading, index: number): Promise<string | null> => {
  const { live, signal, confirm } = reading;
  const id = live.attachments[index]?.id;
  if (id === undefined) return null;
  const content = await orNull(reading, () =>
    ask<Office.AttachmentContent>((done) => live.getAttachmentContentAsync(id, done), signal),
  );
  confirm();
  if (content === null) return null;
  const format: string = content.format;
  if (format === 'base64') return content.content;
  // A link to a cloud file has no content to keep; messages and invitations come as text.
  return format === 'url' ? null : toBase64(content.content);
};

/** Header facts and text: Mailbox 1.5 has these everywhere. */
const readFacts = async (reading: SourceReading): Promise<MessageSource> => {
  const { live, item, signal, confirm } = reading;
  const html = await orNull(reading, () => ask<string>((done) => live.body.getAsync('html', done), signal));
  const text = await orNull(reading, () => ask<string>((done) => live.body.getAsync('text', done), signal));
  confirm();
  return {
    rung: 'metadata',
    numbers: new Map(),
    missing: item.attachments.filter(({ inline }) => !inline).map(({ name }) => name),
    parts: {
      ...(item.internetMessageId ? { internetMessageId: item.internetMessageId } : {}),
      subject: item.subject,
      sentAt: item.sentAt ?? new Date(0).toISOString(),
      from: item.from ?? { address: '', name: '' },
      to: [...item.to],
      cc: [...item.cc],
      bcc: [],
      ...(html === null ? {} : { html }),
      ...(text === null ? {} : { text }),
      attachments: [],
      source: 'metadata',
    },
  };
};

/** Asks again, twice, where Outlook answers with its random internal error. */
export const patiently = async <T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (const delayMs of retryDelaysMs) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof OfficeFailure) || error.code !== 5001) throw error;
      await pause(delayMs, signal);
    }
  }
  return call();
};

/** A rung that fails is left for the next one; a changed selection or an abort ends the climb. */
const orNull = async <T>({ signal }: SourceReading, call: () => Promise<T>): Promise<T | null> => {
  try {
    return await call();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ItemChanged) throw error;
    return null;
  }
};
