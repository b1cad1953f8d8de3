import { createContext, useContext } from 'react';
import type { en } from './en.ts';

/** Every sentence by topic. English is the pattern: a sentence that another language lacks does not compile. */
export type Strings = typeof en;
export type Language = 'en' | 'es';

export const languageOf = (tag: string): Language => (tag.toLowerCase().startsWith('es') ? 'es' : 'en');

/** Loads one language and not the other. */
export const loadStrings = async (language: Language): Promise<Strings> =>
  language === 'es' ? (await import('./es.ts')).es : (await import('./en.ts')).en;

export interface Words {
  readonly language: Language;
  readonly strings: Strings;
}

const WordsContext = createContext<Words | null>(null);
export const WordsProvider = WordsContext.Provider;

const useWords = (): Words => {
  const words = useContext(WordsContext);
  if (!words) throw new Error('WordsProvider is missing');
  return words;
};

export const useStrings = (): Strings => useWords().strings;

export const useLanguage = (): Language => useWords().language;

/** Says a moment as people do: the time today, else the date. */
export const useMoment = (): ((iso: string) => string) => {
  const { language } = useWords();
  return (iso) => formatMoment(new Date(iso), new Date(), language);
};

/** Day and hour in full: of what one waits for, and of what is read on another day. */
export const useExactMoment = (): ((iso: string) => string) => {
  const { language } = useWords();
  const form = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (iso) => form.format(new Date(iso));
};

/** From when to when; days alone are told as days, of which the last does not count any more. */
export const useSpan = (): ((start: string, end: string) => string) => {
  const { language } = useWords();
  return (start, end) => {
    const [from, to] = [Date.parse(start), Date.parse(end)];
    if (start.length === 10) {
      const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
      return days.formatRange(from, Math.max(from, to - 1));
    }
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).formatRange(from, to);
  };
};

/** Says on which day something was, also today. */
export const useDay = (): ((iso: string) => string) => {
  const { language } = useWords();
  return (iso) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(iso));
};

export const formatMoment = (at: Date, now: Date, language: Language): string => {
  const today = at.toDateString() === now.toDateString();
  const year = at.getFullYear() === now.getFullYear();
  const form: Intl.DateTimeFormatOptions = today
    ? { hour: 'numeric', minute: '2-digit' }
    : { day: 'numeric', month: 'short', ...(year ? {} : { year: 'numeric' }) };
  return new Intl.DateTimeFormat(language, form).format(at);
};
