import type { Appointment, Recurrence } from '../../mailbox/model.ts';
import { officeError, ok, refused } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { Call, Calls, Caller } from '../call.ts';
import { changeItem, onItem } from '../call.ts';
import { hostEvent } from '../messages.ts';
import { field, numberOf, textOf } from '../params.ts';

const onAppointment = (answer: (item: Appointment, params: unknown, caller: Caller) => Answer): Call =>
  onItem((item, params, caller) =>
    item.kind === 'appointment' ? answer(item, params, caller) : refused(officeError.operationNotSupported),
  );

/** The library numbers the two ends. */
const edgeOf = (params: unknown): 'start' | 'end' => (numberOf(params, 'TimeProperty') === 2 ? 'end' : 'start');

export const appointmentCalls: Calls = {
  24: onAppointment((item, params) => ok(item[edgeOf(params)])),
  25: onAppointment((item, params, caller) => {
    const edge = edgeOf(params);
    const times = { start: item.start, end: item.end, [edge]: numberOf(params, 'time') };
    changeItem(caller, { [edge]: times[edge] });
    caller.raise(hostEvent.appointmentTimeChanged, [JSON.stringify({ start: times.start, end: times.end })]);
    return ok();
  }),
  26: onAppointment((item) => ok(item.location)),
  27: onAppointment((_item, params, caller) => {
    changeItem(caller, { location: textOf(params, 'location') });
    return ok();
  }),
  103: onAppointment((item) => ok(item.recurrence)),
  104: onAppointment((item, params, caller) => {
    if (item.seriesId !== null) return refused(officeError.recurrenceOfInstance);
    const recurrence = field(params, 'recurrenceData') as Recurrence;
    changeItem(caller, { recurrence });
    caller.raise(hostEvent.recurrenceChanged, [JSON.stringify({ recurrence: JSON.stringify(recurrence) })]);
    return ok();
  }),
  154: onAppointment((item) => ok(item.location === '' ? [] : [customLocation(item.location)])),
  155: onAppointment((_item, params, caller) => {
    const given = field(params, 'enhancedLocations');
    changeItem(caller, { location: textOf(Array.isArray(given) ? given[0] : null, 'id') });
    return ok();
  }),
  156: onAppointment((_item, _params, caller) => {
    changeItem(caller, { location: '' });
    return ok();
  }),
  169: onAppointment(() => ok(false)),
  171: onAppointment(() => ok('normal')),
};

const customLocation = (name: string) => ({
  displayName: name,
  emailAddress: '',
  locationIdentifier: { id: name, type: 'custom' },
});
