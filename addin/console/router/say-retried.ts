import type { CallOutput } from '#shared/contracts/api.ts';
import { resultOf } from '#shared/model/outcome-result.ts';
import type { Strings } from '../../strings/strings.ts';
import type { ConsoleStrings } from '../strings/en.ts';

/** What became of a held mail that was judged again; an administrator is not shown the activity of somebody else. */
export const sayRetried = (
  { held, outcome }: CallOutput<'retryUndeliverable'>,
  words: ConsoleStrings['router']['held'],
  serverSays: Strings['serverSays'],
): { readonly succeeded: boolean; readonly says: string } => {
  if (held !== undefined) return { succeeded: false, says: `${words.stillHeld} ${serverSays(outcome.sentence)}` };
  const says = resultOf(outcome.reason) === 'tracked' ? words.retried : words.judged;
  return { succeeded: true, says: `${says} ${serverSays(outcome.sentence)}` };
};
