import type { IconName } from '../../components/icons.tsx';
import { sayError } from '../../components/error-text.ts';
import type { RunItem } from '../../queries/run-state.ts';
import type { Strings } from '../../strings/strings.ts';

interface SaidStep {
  readonly icon: IconName;
  readonly tone: 'quiet' | 'good' | 'bad';
  readonly text: string;
}

const sayDone = ({ step }: RunItem, { several }: Strings): SaidStep => {
  if (step.kind !== 'done') return { icon: 'clock', tone: 'quiet', text: several.waiting };
  const { promotion, created, held } = step.answer;
  if (held) return { icon: 'hold', tone: 'bad', text: several.heldNow };
  if (promotion?.stood === true) return { icon: 'check', tone: 'quiet', text: several.stoodNow };
  return { icon: 'check', tone: 'good', text: created ? several.done : several.joinedNow };
};

const icons = { new: 'untracked', joined: 'people', tracked: 'check', held: 'hold', refused: 'hold' } as const;

/** How far a mail has come, in words, with a picture that never tells alone. */
export const sayStep = (item: RunItem, strings: Strings): SaidStep => {
  const { step, foreseen } = item;
  const { several } = strings;
  switch (step.kind) {
    case 'waiting':
      return { icon: 'clock', tone: 'quiet', text: several.waiting };
    case 'unread':
      return { icon: 'hold', tone: 'bad', text: several.unread(sayError(step.error, strings)) };
    case 'failed':
      return { icon: 'hold', tone: 'bad', text: several.failed(sayError(step.error, strings)) };
    case 'undone':
      return { icon: 'untracked', tone: 'quiet', text: several.undone };
    case 'done':
      return sayDone(item, strings);
    case 'foreseen': {
      const becomes = foreseen?.becomes ?? 'new';
      const tone = becomes === 'held' || becomes === 'refused' ? 'bad' : 'quiet';
      return { icon: icons[becomes], tone, text: several.becomes[becomes] };
    }
  }
};
