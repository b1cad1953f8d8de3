import type { Item, Person } from '../../mailbox/model.ts';
import { ok } from '../answers.ts';
import type { Call, Calls } from '../call.ts';
import { changeItem, hostPerson, onItem } from '../call.ts';
import { hostEvent } from '../messages.ts';
import { numberOf, objectsOf, textOf } from '../params.ts';

/** The library numbers the fields; appointments use the first two for required and optional attendees. */
type Field = 'to' | 'cc' | 'bcc';
const fields: readonly Field[] = ['to', 'cc', 'bcc'];
const appointmentFields = { to: 'required', cc: 'optional', bcc: 'optional' } as const;

const fieldOf = (params: unknown): Field => fields[numberOf(params, 'recipientField')] ?? 'to';

const peopleIn = (item: Item, name: Field): readonly Person[] =>
  item.kind === 'appointment' ? item[appointmentFields[name]] : item[name];

const peopleFrom = (params: unknown): Person[] =>
  objectsOf(params, 'recipientArray').map((one) => {
    const address = textOf(one, 'address');
    return { address, name: textOf(one, 'name') || address };
  });

const replacePeople = (compose: (current: readonly Person[], given: Person[]) => readonly Person[]): Call =>
  onItem((item, params, caller) => {
    const name = fieldOf(params);
    const people = compose(peopleIn(item, name), peopleFrom(params));
    const field = item.kind === 'appointment' ? appointmentFields[name] : name;
    changeItem(caller, { [field]: people });
    caller.raise(hostEvent.recipientsChanged, [JSON.stringify({ [field]: true })]);
    return ok();
  });

export const recipientCalls: Calls = {
  15: onItem((item, params) => ok(peopleIn(item, fieldOf(params)).map(hostPerson))),
  21: replacePeople((_current, given) => given),
  22: replacePeople((current, given) => [...current, ...given]),
  107: onItem((item) => {
    const person = item.kind === 'appointment' ? item.organizer : item.from;
    return ok(person === null ? null : hostPerson(person));
  }),
};
