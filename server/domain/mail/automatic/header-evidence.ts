import type { AutomaticKind, AutomaticMail } from './automatic-mail.ts';
import { headerValue, type Message } from '../message.ts';

interface FieldRule {
  readonly field: string;
  /** Of the value without comments, in lower case; any value counts without one. */
  readonly value?: RegExp;
  readonly kind: AutomaticKind;
  /** As people read it: the field, and the value where it is one of few. */
  readonly says: string;
}

/** The first that holds decides; fields of answers stand before those of lists, which an answer may carry along. */
const rules: readonly FieldRule[] = [
  { field: 'auto-submitted', value: /^auto-replied/, kind: 'reply', says: 'Auto-Submitted: auto-replied' },
  { field: 'x-autoreply', value: /^(?!no\b|false\b)/, kind: 'reply', says: 'X-Autoreply' },
  { field: 'x-auto-reply', value: /^(?!no\b|false\b)/, kind: 'reply', says: 'X-Auto-Reply' },
  { field: 'x-autorespond', kind: 'reply', says: 'X-Autorespond' },
  { field: 'x-autoresponder', kind: 'reply', says: 'X-Autoresponder' },
  { field: 'x-autoreply-from', kind: 'reply', says: 'X-Autoreply-From' },
  { field: 'x-mail-autoreply', kind: 'reply', says: 'X-Mail-Autoreply' },
  { field: 'x-vacation', kind: 'reply', says: 'X-Vacation' },
  { field: 'x-apple-action', value: /^vacation/, kind: 'reply', says: 'X-Apple-Action: VACATION' },
  { field: 'x-post-messageclass', value: /autoresponder/, kind: 'reply', says: 'X-POST-MessageClass: Autoresponder' },
  { field: 'x-freemail', value: /^deutsche? (?:abwesen|auto)/, kind: 'reply', says: 'X-FreeMail' },
  { field: 'x-cron-env', kind: 'notice', says: 'X-Cron-Env' },
  { field: 'precedence', value: /^auto_?reply/, kind: 'reply', says: 'Precedence: auto_reply' },
  { field: 'delivered-to', value: /^autoresponder/, kind: 'reply', says: 'Delivered-To: Autoresponder' },
  { field: 'return-path', value: /^<>$/, kind: 'reply', says: 'Return-Path: <>' },
  { field: 'list-id', kind: 'list', says: 'List-Id' },
  { field: 'list-post', kind: 'list', says: 'List-Post' },
  { field: 'list-unsubscribe', kind: 'list', says: 'List-Unsubscribe' },
  { field: 'mailing-list', kind: 'list', says: 'Mailing-List' },
  { field: 'x-mailing-list', kind: 'list', says: 'X-Mailing-List' },
  { field: 'x-mailman-version', kind: 'list', says: 'X-Mailman-Version' },
  { field: 'feedback-id', kind: 'list', says: 'Feedback-ID' },
  { field: 'precedence', value: /^(?:list|bulk|junk)/, kind: 'list', says: 'Precedence: bulk or list' },
  { field: 'auto-submitted', value: /^(?!no\b)\S/, kind: 'notice', says: 'Auto-Submitted' },
  {
    field: 'x-auto-response-suppress',
    value: /\b(?:all|oof|autoreply)\b/,
    kind: 'notice',
    says: 'X-Auto-Response-Suppress',
  },
];

/** Longer values say nothing more. */
const looked = 200;

/** `auto-replied (vacation)` says `auto-replied`; a comment may also stand in front (RFC 5322 section 3.2.2). */
const bare = (value: string): string =>
  value
    .slice(0, looked)
    .replaceAll(/\([^()]{0,200}\)/g, ' ')
    .trim()
    .toLowerCase();

const holds = (message: Pick<Message, 'headers'>, rule: FieldRule): boolean => {
  const value = headerValue(message, rule.field);
  return value !== null && (rule.value?.test(bare(value)) ?? true);
};

/** What the header fields say, or null when they say nothing. */
export const headerEvidence = (message: Pick<Message, 'headers'>): AutomaticMail | null => {
  const rule = rules.find((one) => holds(message, one));
  return rule === undefined ? null : { kind: rule.kind, evidence: `the field ${rule.says}` };
};
