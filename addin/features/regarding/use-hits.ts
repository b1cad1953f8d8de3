import { useDeferredValue } from 'react';
import type { RecordHit } from '#shared/contracts/records.ts';
import { type MailFacts, useRecordSearch, useRegardingSuggestions } from '../../queries/records.ts';
import { useSettled } from './use-settled.ts';

export interface Hit extends RecordHit {
  readonly because?: 'thread' | 'party' | 'pinned' | 'recent';
}

interface Hits {
  readonly kind: 'likely' | 'results';
  readonly items: readonly Hit[];
  readonly busy: boolean;
  readonly error: unknown;
}

/** A keystroke is asked about when no other followed within this time. */
const typingPauseMs = 150;

/** Likely records while nothing is typed, found ones after. */
export const useHits = (text: string, mail: MailFacts): Hits => {
  const settled = useSettled(useDeferredValue(text.trim()), typingPauseMs);
  const likely = useRegardingSuggestions(mail);
  const found = useRecordSearch(settled);
  if (text.trim() === '') {
    return { kind: 'likely', items: likely.data ?? [], busy: likely.isPending, error: likely.error };
  }
  const waiting = found.isPending || found.isPlaceholderData || settled !== text.trim();
  return { kind: 'results', items: found.data ?? [], busy: waiting, error: found.error };
};
