import { use } from 'react';
import type { appointment } from './en/appointment.ts';
import type { mailTask } from './en/mail-task.ts';
import type { offlineRecords } from './en/offline-records.ts';
import type { outlookSync } from './en/outlook-sync.ts';
import { type Language, useLanguage } from './strings.ts';

/** Sentences of views that are loaded when they are opened, and not with the pane. */
export interface Topics {
  readonly appointment: typeof appointment;
  readonly mailTask: typeof mailTask;
  readonly offlineRecords: typeof offlineRecords;
  readonly outlookSync: typeof outlookSync;
}

const loaders: { readonly [Name in keyof Topics]: Readonly<Record<Language, () => Promise<Topics[Name]>>> } = {
  appointment: {
    en: async () => (await import('./en/appointment.ts')).appointment,
    es: async () => (await import('./es/appointment.ts')).appointment,
  },
  mailTask: {
    en: async () => (await import('./en/mail-task.ts')).mailTask,
    es: async () => (await import('./es/mail-task.ts')).mailTask,
  },
  offlineRecords: {
    en: async () => (await import('./en/offline-records.ts')).offlineRecords,
    es: async () => (await import('./es/offline-records.ts')).offlineRecords,
  },
  outlookSync: {
    en: async () => (await import('./en/outlook-sync.ts')).outlookSync,
    es: async () => (await import('./es/outlook-sync.ts')).outlookSync,
  },
};

export const topicNames = Object.keys(loaders) as (keyof Topics)[];

const loaded = new Map<string, Promise<unknown>>();

/** What cannot be loaded is asked for again the next time. */
export const loadTopic = <Name extends keyof Topics>(name: Name, language: Language): Promise<Topics[Name]> => {
  const key = `${name} ${language}`;
  const known = loaded.get(key) as Promise<Topics[Name]> | undefined;
  if (known !== undefined) return known;
  const loading = loaders[name][language]();
  loaded.set(key, loading);
  loading.catch(() => loaded.delete(key));
  return loading;
};

/** The sentences of a topic; whoever shows them waits until they are there. */
export const useTopic = <Name extends keyof Topics>(name: Name): Topics[Name] => use(loadTopic(name, useLanguage()));
