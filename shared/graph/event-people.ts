/** Who takes part in a meeting, and what they answered. */
import { addressKey } from '../model/address.ts';
import { isList, type SyncValue } from '../sync/item.ts';
import { type GraphJson, listIn, objectIn, textOf } from './item-place.ts';

const addressOf = (recipient: unknown): string | null =>
  addressKey(textOf(objectIn(objectIn(recipient)['emailAddress'])['address']));

const answers: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  declined: 'declined',
  tentativelyAccepted: 'tentative',
};

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

interface Invited {
  readonly json: GraphJson;
  readonly address: string;
  readonly role: 'required' | 'optional';
}

/** The organizer often stands among them, and is none of those invited; a room is not asked to come. */
const invitedTo = (event: GraphJson): Invited[] => {
  const organizer = addressOf(event['organizer']);
  return listIn(event['attendees']).flatMap((json) => {
    const address = addressOf(json);
    if (address === null || address === organizer) return [];
    return [{ json, address, role: json['type'] === 'required' ? 'required' : 'optional' }];
  });
};

export const attendeesOf = (event: GraphJson): string[] =>
  sorted(invitedTo(event).map(({ role, address }) => `${role} ${address}`));

export const responsesOf = (event: GraphJson): string[] =>
  sorted(
    invitedTo(event).map(({ json, address }) => {
      const response = textOf(objectIn(json['status'])['response']);
      return `${answers[response] ?? 'needsAction'} ${address}`;
    }),
  );

/** Of what nobody else takes part in nobody is the organizer. */
export const organizerOf = (event: GraphJson): string | null =>
  event['isOrganizer'] !== false && invitedTo(event).length === 0 ? null : addressOf(event['organizer']);

/** Those that are wanted and stand there keep their words and their answers, and so does what is no address. */
export const writtenAttendees = (value: SyncValue, standing: GraphJson | null): readonly GraphJson[] => {
  const wanted = new Set(isList(value) ? value : []);
  const invited = standing === null ? [] : invitedTo(standing);
  const dropped = new Set(
    invited.filter(({ role, address }) => !wanted.has(`${role} ${address}`)).map(({ json }) => json),
  );
  const there = new Set(invited.map(({ role, address }) => `${role} ${address}`));
  const added = [...wanted].flatMap((text) => {
    const [, type, address] = /^(required|optional) (\S+)$/.exec(text) ?? [];
    return address === undefined || there.has(text) ? [] : [{ type, emailAddress: { address, name: address } }];
  });
  return [...listIn(standing?.['attendees']).filter((json) => !dropped.has(json)), ...added];
};
