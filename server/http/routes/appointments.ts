import { findAppointment as contract, type SeenAppointment } from '#shared/contracts/appointment-matches.ts';
import type { Tracking } from '#shared/contracts/promotions.ts';
import type { AppointmentExtent } from '../../domain/agenda/same-appointment.ts';
import type { Store } from '../../ports/store.ts';
import { findAppointment } from '../../usecases/agenda/find-appointment.ts';
import { nothingTracked, presentTracking } from '../present/tracking.ts';
import type { RouteMaker } from '../route.ts';

const untracked: Tracking = { state: 'untracked', why: 'Nobody has tracked this appointment yet.', ...nothingTracked };

const alike = 'Subject, times and organizer are those of an appointment that stands in the CRM.';

const soughtOf = (extent: AppointmentExtent, { outlookId, ...seen }: SeenAppointment) => ({
  extent,
  outlookId: outlookId ?? null,
  ...seen,
});

/** P11: what stands in the CRM for an appointment of Outlook. */
export const appointmentRoutes = (route: RouteMaker, needs: { readonly store: Store }): void => {
  const find = findAppointment(needs);
  route(contract, async ({ actor, body: { extent, appointment, series } }) => {
    const sought = [soughtOf(extent, appointment), ...(series === undefined ? [] : [soughtOf('series', series)])];
    const [own = null, whole = null] = await find(actor, sought);
    const present = (found: typeof own): Tracking => {
      if (found === null) return untracked;
      const tracking = presentTracking(found.view, actor);
      return found.by === 'likeness' && tracking.state === 'tracked' ? { ...tracking, why: alike } : tracking;
    };
    return { appointment: present(own), series: series === undefined ? null : present(whole) };
  });
};
