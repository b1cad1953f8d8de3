import type { ActivityDetail } from '#shared/model/activity.ts';
import { type Draft, emptyDraft, type WrittenRecipient } from './draft.ts';

export type AnswerKind = 'reply' | 'replyAll' | 'forward';

/** Words before the quoted mail. */
export interface QuoteWords {
  readonly wrote: (when: string, who: string) => string;
  readonly forwarded: string;
  readonly from: string;
  readonly date: string;
  readonly subject: string;
  readonly to: string;
}

type Party = ActivityDetail['parties'][number];

const recipient = ({ address, name, resolution }: Party): WrittenRecipient => ({
  address,
  name: name ?? null,
  record: resolution.kind === 'resolved' ? resolution.record : null,
});

const prefixed = (prefix: string, subject: string): string =>
  subject.toLowerCase().startsWith(prefix.toLowerCase()) ? subject : `${prefix} ${subject}`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const who = (party: Party | undefined): string =>
  party === undefined ? '' : party.name === undefined ? party.address : `${party.name} <${party.address}>`;

const bodyOf = (activity: ActivityDetail): string =>
  activity.html ?? `<p>${escaped(activity.text).replaceAll(/\r?\n/g, '<br>')}</p>`;

/** The mail that is answered, quoted; its HTML was sanitized by the server and has no remote sources. */
const quoted = (activity: ActivityDetail, kind: AnswerKind, said: { words: QuoteWords; when: string }): string => {
  const { words, when } = said;
  const from = activity.parties.find(({ role }) => role === 'from');
  if (kind !== 'forward')
    return `<p></p><p>${escaped(words.wrote(when, who(from)))}</p><blockquote>${bodyOf(activity)}</blockquote>`;
  const to = activity.parties.filter(({ role }) => role === 'to').map(who);
  const lines = [
    words.forwarded,
    `${words.from}: ${who(from)}`,
    `${words.date}: ${when}`,
    `${words.subject}: ${activity.subject}`,
    `${words.to}: ${to.join(', ')}`,
  ];
  return `<p></p><p>${lines.map(escaped).join('<br>')}</p>${bodyOf(activity)}`;
};

/**
 * A reply or forward within the thread. A reply to what we sent ourselves goes to whom it went; one's own addresses
 * are never among the recipients.
 */
export const answerTo = (
  activity: ActivityDetail,
  kind: AnswerKind,
  said: { readonly words: QuoteWords; readonly when: string; readonly ownAddresses: readonly string[] },
): Draft => {
  const own = new Set(said.ownAddresses.map((address) => address.toLowerCase()));
  const others = (role: Party['role']) =>
    activity.parties.filter((party) => party.role === role && !own.has(party.address.toLowerCase())).map(recipient);
  const authors = activity.direction === 'outgoing' ? others('to') : others('from');
  const alsoTo = kind === 'replyAll' && activity.direction === 'incoming' ? others('to') : [];
  return {
    ...emptyDraft,
    to: kind === 'forward' ? [] : [...authors, ...alsoTo],
    cc: kind === 'replyAll' ? others('cc') : [],
    subject: prefixed(kind === 'forward' ? 'Fwd:' : 'Re:', activity.subject),
    html: quoted(activity, kind, said),
    regarding: activity.regarding,
    inReplyTo: activity.id,
  };
};
