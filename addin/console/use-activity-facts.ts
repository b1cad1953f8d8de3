import type { Activity } from '#shared/model/activity.ts';
import type { IconName } from '../components/icons.tsx';
import { useDay, useExactMoment, useMoment, useSpan } from '../strings/strings.ts';
import { useConsoleStrings } from './console-strings.ts';

/** What a line about an activity shows beside its subject. */
export interface ActivityFacts {
  readonly icon: IconName;
  readonly kind: string;
  /** Null: it has no time. */
  readonly when: string | null;
  readonly people: string;
}

type Parties = Activity['parties'];

const mostNames = 4;

const shownName = ({ name, address, resolution }: Parties[number]): string =>
  resolution.kind === 'resolved' ? resolution.record.name : (name ?? address);

const namesOf = (parties: Parties, ...roles: readonly string[]): string[] => [
  ...new Set(parties.filter(({ role }) => roles.includes(role)).map(shownName)),
];

const fromTo = (from: readonly string[], to: readonly string[]): string => {
  const shown = `${to.slice(0, mostNames).join(', ')}${to.length > mostNames ? ' …' : ''}`;
  return [from.join(', '), shown].filter((names) => names !== '').join(' → ');
};

const momentIn = (activity: Activity, name: string): string | null => {
  const value = activity.fields?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Kind, time and people of any activity: a mail by when it was sent, an appointment by when it is, a task by when it is due. */
export const useActivityFacts = (): ((activity: Activity) => ActivityFacts) => {
  const { activities: words, mail } = useConsoleStrings();
  const moment = useMoment();
  const exact = useExactMoment();
  const span = useSpan();
  const day = useDay();
  const dayOrMoment = (text: string): string => (text.length === 10 ? span(text, text) : exact(text));

  const ofMail = (activity: Activity): ActivityFacts => ({
    icon: activity.direction === 'incoming' ? 'inbox' : 'external',
    kind: activity.status === 'draft' ? mail.status.draft : words[activity.direction],
    when: activity.sentAt === null ? null : moment(activity.sentAt),
    people: fromTo(namesOf(activity.parties, 'from'), namesOf(activity.parties, 'to', 'cc')),
  });
  const ofAppointment = (activity: Activity): ActivityFacts => {
    const start = momentIn(activity, 'start');
    const recurs = momentIn(activity, 'recurrence') !== null;
    return {
      icon: 'clock',
      kind: recurs ? words.series : words.kinds.appointment,
      when: start === null ? null : span(start, momentIn(activity, 'end') ?? start),
      people: fromTo(namesOf(activity.parties, 'organizer'), namesOf(activity.parties, 'required', 'optional')),
    };
  };
  const ofTask = (activity: Activity): ActivityFacts => {
    const [completed, due] = [momentIn(activity, 'completed'), momentIn(activity, 'due')];
    const open = due === null ? null : words.due(dayOrMoment(due));
    return {
      icon: 'checkCircle',
      kind: words.kinds.task,
      when:
        completed === null ? open : words.done(completed.length === 10 ? span(completed, completed) : day(completed)),
      people: activity.owner?.name ?? '',
    };
  };
  return (activity) => {
    switch (activity.kind) {
      case 'appointment':
        return ofAppointment(activity);
      case 'task':
        return ofTask(activity);
      case 'email':
        return ofMail(activity);
      case 'phoneCall':
        return { ...ofMail(activity), icon: 'record', kind: words.kinds.phoneCall };
    }
  };
};
