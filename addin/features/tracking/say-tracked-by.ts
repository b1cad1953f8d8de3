import type { TrackedBy } from '#shared/model/activity.ts';
import type { Strings } from '../../strings/strings.ts';

/** Who tracks the mail, in a line: `By you, 10:42 and 2 others`. */
export const sayTrackedBy = (
  trackedBy: readonly TrackedBy[],
  userId: string,
  words: { strings: Strings; moment: (iso: string) => string },
): string => {
  const { tracking } = words.strings;
  const first = trackedBy.find(({ user }) => user.id === userId) ?? trackedBy[0];
  if (!first) return '';
  const when = words.moment(first.at);
  const who = first.actor ? tracking.forPrincipal(first.actor.name, first.user.name) : first.user.name;
  const mine = first.user.id === userId && !first.actor;
  const others = trackedBy.length - 1;
  return [mine ? tracking.byYou(when) : tracking.by(who, when), others > 0 ? tracking.byOthers(others) : '']
    .filter(Boolean)
    .join(' ');
};
