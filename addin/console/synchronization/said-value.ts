import type { SyncConflict } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';

/** Gives a field's value as a person reads it. */
export const useSaidValue = (): ((value: SyncConflict['crm']) => string) => {
  const { conflicts, filters } = useSyncWords();
  return (value) => {
    if (typeof value === 'boolean') return value ? filters.yes : filters.no;
    const text = Array.isArray(value) ? value.join('\n') : String(value ?? '');
    return text.trim() === '' ? conflicts.empty : text;
  };
};
