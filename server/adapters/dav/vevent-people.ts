/** Who takes part in a meeting (RFC 5545 sections 3.8.4.1, 3.8.4.3), and what they answered. */
import { addressKey } from '#shared/model/address.ts';
import { isList, type SyncValue } from '#shared/sync/item.ts';
import { type Block, propertiesOf, propertyOf, withProperties } from './blocks.ts';
import { design } from './calendar-item.ts';
import { type ContentLine, newLine, parametersOf, textIn } from './content-lines.ts';

const addressOf = (line: ContentLine | undefined): string | null =>
  addressKey((textIn(line) ?? '').replace(/^mailto:/i, ''));

export const organizerOf = (main: Block): string | null => addressOf(propertyOf(main, 'ORGANIZER'));

/** Without an organizer an appointment is one's own. */
export const isOrganizedBy = (main: Block, ownAddresses: ReadonlySet<string>): boolean => {
  const line = propertyOf(main, 'ORGANIZER');
  const organizer = addressOf(line);
  return line === undefined || (organizer !== null && ownAddresses.has(organizer));
};

const answers: Readonly<Record<string, string>> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
  DELEGATED: 'delegated',
};

interface Invited {
  readonly line: ContentLine;
  readonly address: string;
  readonly role: 'required' | 'optional';
}

/** The organizer often stands among them, and is none of those invited. */
const invitedTo = (main: Block): Invited[] => {
  const organizer = organizerOf(main);
  return propertiesOf(main, 'ATTENDEE').flatMap((line) => {
    const address = addressOf(line);
    if (address === null || address === organizer) return [];
    const [role] = parametersOf(line, 'role');
    return [
      { line, address, role: role === 'OPT-PARTICIPANT' || role === 'NON-PARTICIPANT' ? 'optional' : 'required' },
    ];
  });
};

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

export const attendeesOf = (main: Block): string[] =>
  sorted(invitedTo(main).map(({ role, address }) => `${role} ${address}`));

export const responsesOf = (main: Block): string[] =>
  sorted(
    invitedTo(main).map(({ line, address }) => {
      const [answer = ''] = parametersOf(line, 'partstat');
      return `${answers[answer] ?? 'needsAction'} ${address}`;
    }),
  );

const invitation = (text: string, isSilent: boolean): ContentLine[] => {
  const [, role, address] = /^(required|optional) (\S+)$/.exec(text) ?? [];
  if (address === undefined) return [];
  const silent = isSilent ? ';SCHEDULE-AGENT=NONE' : '';
  const kind = role === 'optional' ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT';
  return [newLine(`ATTENDEE;ROLE=${kind};PARTSTAT=NEEDS-ACTION;RSVP=TRUE${silent}`, `mailto:${address}`, design)];
};

/**
 * Those who are invited, each line that stays as it was. Somebody new to a meeting that nobody is to hear of is not
 * invited by the server either (Y6, RFC 6638 section 7.1).
 */
export const withAttendees = (
  main: Block,
  value: SyncValue,
  { isSilent, self }: { readonly isSilent: boolean; readonly self: string | null },
): Block => {
  const wanted = new Set(isList(value) ? value : []);
  const invited = invitedTo(main);
  const dropped = new Set(
    invited.filter(({ role, address }) => !wanted.has(`${role} ${address}`)).map(({ line }) => line),
  );
  const there = new Set(invited.map(({ role, address }) => `${role} ${address}`));
  const added = [...wanted].filter((text) => !there.has(text)).flatMap((text) => invitation(text, isSilent));
  const kept = propertiesOf(main, 'ATTENDEE').filter((line) => !dropped.has(line));
  const block = withProperties(main, 'ATTENDEE', [...kept, ...added]);
  const needsOrganizer = kept.length + added.length > 0 && propertyOf(main, 'ORGANIZER') === undefined;
  return needsOrganizer && self !== null
    ? withProperties(block, 'ORGANIZER', [newLine('ORGANIZER', `mailto:${self}`, design)])
    : block;
};
