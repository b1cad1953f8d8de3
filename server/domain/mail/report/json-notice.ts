import type { MachineRecipient } from './machine-part.ts';
import { addressIn } from './report-address.ts';
import type { ReportedAction } from './report-types.ts';

/** A notice of Amazon SES, which is one JSON object in the text of a mail. */
export interface JsonNotice {
  /** Complaint type where it is one. */
  readonly feedbackType: string | null;
  readonly recipients: readonly MachineRecipient[];
}

type Json = Readonly<Record<string, unknown>>;

const mostRecipients = 500;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 4_000) : '');
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, mostRecipients) : []);

const parsed = (text: string): Json | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
};

/** The first line that is an object; some relays fold long lines with `!` and a line end. */
const objectIn = (text: string): Json | null => {
  if (!text.trimStart().startsWith('{"')) return null;
  const whole = text.trimStart().replaceAll(/!\n /g, '');
  return parsed(whole.split('\n', 1)[0] ?? '');
};

const readOne = (action: ReportedAction, one: unknown): MachineRecipient => {
  const fields: Json = isObject(one) ? one : { emailAddress: one };
  return {
    address: addressIn(textOf(fields['emailAddress'])),
    originalAddress: null,
    action: textOf(fields['action']) === 'delayed' ? 'delayed' : action,
    status: /^[245]\.\d{1,3}\.\d{1,3}$/.exec(textOf(fields['status']))?.[0] ?? null,
    diagnostic: textOf(fields['diagnosticCode']).replace(/^smtp; ?/i, ''),
  };
};

const delivered = (delivery: Json): readonly MachineRecipient[] =>
  listOf(delivery['recipients']).map((one) => ({
    ...readOne('delivered', one),
    diagnostic: textOf(delivery['smtpResponse']),
  }));

/** What such a notice says, or null when the text is none. Linear in the text. */
export const readJsonNotice = (text: string): JsonNotice | null => {
  const found = objectIn(text);
  const part = (name: string): Json => (isObject(found?.[name]) ? found[name] : {});
  switch (textOf(found?.['notificationType'])) {
    case 'Bounce':
      return {
        feedbackType: null,
        recipients: listOf(part('bounce')['bouncedRecipients']).map((one) => readOne('failed', one)),
      };
    case 'Complaint': {
      const complaint = part('complaint');
      const recipients = listOf(complaint['complainedRecipients']).map((one) => readOne('complained', one));
      return { feedbackType: textOf(complaint['complaintFeedbackType']) || 'abuse', recipients };
    }
    case 'Delivery':
      return { feedbackType: null, recipients: delivered(part('delivery')) };
    default:
      return null;
  }
};
