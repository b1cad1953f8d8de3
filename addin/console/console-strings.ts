import { createContext, useContext } from 'react';
import type { Language } from '../strings/strings.ts';
import type { ConsoleStrings } from './strings/en.ts';

/** The sentences that only the console says; the pane never loads them. */
export const loadConsoleStrings = async (language: Language): Promise<ConsoleStrings> =>
  language === 'es' ? (await import('./strings/es.ts')).es : (await import('./strings/en.ts')).en;

const ConsoleWords = createContext<ConsoleStrings | null>(null);
export const ConsoleWordsProvider = ConsoleWords.Provider;

export const useConsoleStrings = (): ConsoleStrings => {
  const strings = useContext(ConsoleWords);
  if (!strings) throw new Error('ConsoleWordsProvider is missing');
  return strings;
};

/** The words of writing mail and of what became of it. */
export const useMailWords = (): ConsoleStrings['mail'] => useConsoleStrings().mail;

/** The words of workflows. */
export const useWorkflowWords = (): ConsoleStrings['workflow'] => useConsoleStrings().workflow;

/** The words of templates and campaigns. */
export const useCampaignWords = (): ConsoleStrings['campaign'] => useConsoleStrings().campaign;

/** The words of what belongs to oneself. */
export const useMineWords = (): ConsoleStrings['mine'] => useConsoleStrings().mine;

/** The words of mailboxes that are fetched. */
export const useMailboxWords = (): ConsoleStrings['mailbox'] => useConsoleStrings().mailbox;

/** The words of mail that comes by itself: its log, what is held, and how much of something is done. */
export const useRouterWords = (): ConsoleStrings['router'] => useConsoleStrings().router;

/** The words of what is tracked by itself. */
export const useTrackingWords = (): ConsoleStrings['tracking'] => useConsoleStrings().tracking;

/** The words of synchronization. */
export const useSyncWords = (): ConsoleStrings['synchronization'] => useConsoleStrings().synchronization;

/** The words of what stopped and what fails. */
export const useConnectionWords = (): ConsoleStrings['connections'] => useConsoleStrings().connections;

/** The words of forward rules. */
export const useForwardWords = (): ConsoleStrings['forward'] => useConsoleStrings().forward;
