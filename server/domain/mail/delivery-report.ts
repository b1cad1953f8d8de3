import type { HeaderField, Message } from './message.ts';
import { complaint, feedbackType, readFeedback, type Feedback } from './report/feedback.ts';
import { fieldIn } from './report/field-groups.ts';
import { readJsonNotice, type JsonNotice } from './report/json-notice.ts';
import { judgeRecipient, type Evidence } from './report/judge-recipient.ts';
import { refusedByList } from './report/list-server.ts';
import { readMachinePart, type MachineRecipient } from './report/machine-part.ts';
import { namedRecipients, type NamedRecipient } from './report/named-recipients.ts';
import { readNotice } from './report/notice.ts';
import { boundedText, plainText } from './report/plain-text.ts';
import { addressIn } from './report/report-address.ts';
import { saysItReports } from './report/report-signs.ts';
import type { DeliveryReport } from './report/report-types.ts';
import { originalId, returnedHeaders } from './report/returned-mail.ts';

const statusTypes: ReadonlySet<string> = new Set(['message/delivery-status', 'message/global-delivery-status']);

/** Some systems put their words into a part of this type too. */
const mostParts = 3;

const machineRecipients = (message: Message, text: string): readonly MachineRecipient[] => {
  const parts = message.attachments.filter(({ type }) => statusTypes.has(type)).slice(0, mostParts);
  if (parts.length > 0) return parts.flatMap(({ bytes }) => readMachinePart(plainText(bytes)));
  return /^Final-Recipient:/im.test(text) ? readMachinePart(text) : [];
};

const wordsFor = (named: readonly NamedRecipient[], machine: MachineRecipient): string =>
  named.find(({ address }) => address === machine.address || address === machine.originalAddress)?.words ?? '';

const fromWords = (named: readonly NamedRecipient[], around: string): readonly Evidence[] =>
  named.map(({ address, words }) => ({
    machine: { address, action: null, status: null, diagnostic: '' },
    words,
    around,
  }));

const nobodyNamed = (address: string | null, around: string): readonly Evidence[] => [
  { machine: { address, action: null, status: null, diagnostic: '' }, words: '', around },
];

/** With more recipients than this each is judged by its own words alone: the work stays bounded. */
const mostWithText = 20;

const listed = (value: string | null): readonly NamedRecipient[] =>
  (value ?? '').split(',', 500).flatMap((one) => {
    const address = addressIn(one);
    return address === null ? [] : [{ address, words: '' }];
  });

interface Words {
  readonly lists: readonly NamedRecipient[];
  readonly lines: readonly string[];
  readonly returned: readonly HeaderField[];
}

const inWords = (message: Message, { lists, lines, returned }: Words): readonly Evidence[] => {
  if (lists.length > 0) return fromWords(lists, '');
  const never = new Set(message.to.map(({ address }) => address.toLowerCase()));
  const named = namedRecipients(lines, never);
  const failed = listed(message.headers.find(({ name }) => name === 'x-failed-recipients')?.value ?? null);
  const around = named.length > mostWithText ? '' : lines.join('\n');
  if (named.length > 0) return fromWords(named, around);
  if (failed.length > 0) return fromWords(failed, around);
  return nobodyNamed(addressIn(fieldIn(returned, 'to') ?? ''), around);
};

/** Delimiters and fields of the parts: no words of the mail system's. */
const partLines = /^(?:--|content-[a-z-]{1,40}:|boundary=).*$/gim;

/** The text, or what stands in a container whose parts could not be told apart. */
const textOf = (message: Message): string => {
  const container = message.attachments.find(({ type }) => type.startsWith('multipart/'));
  if (message.text.trim() !== '' || container === undefined) return boundedText(message.text);
  return plainText(container.bytes).replaceAll(partLines, '');
};

const feedbackReport = (
  message: Message,
  { type, recipients }: Feedback,
  returned: readonly HeaderField[],
): DeliveryReport => ({
  kind: 'feedback',
  feedbackType: type,
  recipients,
  originalMessageId: originalId(message, returned),
  returnedHeaders: returned,
});

const jsonReport = (message: Message, { feedbackType: type, recipients }: JsonNotice): DeliveryReport => {
  const none = { words: '', around: '' };
  if (type !== null) {
    const complaints = recipients.map(({ address }) => complaint(address));
    return feedbackReport(message, { type: feedbackType(type), recipients: complaints }, []);
  }
  return {
    kind: 'delivery',
    feedbackType: null,
    recipients: recipients.map((machine) => judgeRecipient({ machine, ...none })),
    originalMessageId: null,
    returnedHeaders: [],
  };
};

/** The mail system's words, parted from the mail they give back, and what they say of each recipient. */
const wordedReport = (message: Message, text: string, attached: readonly HeaderField[]): DeliveryReport | null => {
  const machine = machineRecipients(message, text);
  const lists = machine.length === 0 ? refusedByList(message, text) : [];
  if (machine.length === 0 && lists.length === 0 && !saysItReports(message, text)) return null;
  const notice = readNotice(text);
  const returned = attached.length > 0 ? attached : notice.returned;
  const named = machine.length > 0 ? namedRecipients(notice.lines, new Set()) : [];
  const around = machine.length > mostWithText ? '' : notice.lines.join('\n');
  const evidence = [
    ...machine.map((one) => ({ machine: one, words: wordsFor(named, one), around })),
    ...(machine.length > 0 ? [] : inWords(message, { lists, lines: notice.lines, returned })),
  ];
  return {
    kind: 'delivery',
    feedbackType: null,
    recipients: evidence.map(judgeRecipient),
    originalMessageId: originalId(message, returned),
    returnedHeaders: returned,
  };
};

/**
 * What a mail system says became of a mail of ours, or null when this message says nothing of the kind: RFC 3464,
 * RFC 5965, and the reports of systems that write for people alone. An automatic reply is never a report, whatever it
 * quotes. Every step looks at a bounded part of the message a bounded number of times.
 */
export const readDeliveryReport = (message: Message): DeliveryReport | null => {
  const attached = returnedHeaders(message);
  const feedback = readFeedback(message, attached);
  if (feedback !== null) return feedbackReport(message, feedback, attached);
  const text = textOf(message);
  const json = readJsonNotice(text);
  return json === null ? wordedReport(message, text, attached) : jsonReport(message, json);
};
