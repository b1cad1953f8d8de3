import type { Capabilities } from './host.ts';

/** Measures what the client can do: it must claim the requirement set, and the member must be there. */
export const readCapabilities = (item: Office.Item | undefined | null): Capabilities => {
  const can = (set: string, member: string): boolean =>
    Office.context.requirements.isSetSupported('Mailbox', set) && (!item || isThere(item, member));
  return {
    original: can('1.14', 'getAsFileAsync'),
    parts: can('1.8', 'getAllInternetHeadersAsync'),
    categories: can('1.8', 'categories'),
    shared: can('1.8', 'getSharedPropertiesAsync'),
  };
};

/** Several selected messages are told of (1.13), and each can be read (1.15). */
export const canReadSeveral = (): boolean => {
  const { mailbox, requirements } = Office.context;
  const { getSelectedItemsAsync: select, loadItemByIdAsync: load } = mailbox as Partial<Office.Mailbox>;
  return (
    requirements.isSetSupported('Mailbox', '1.15') && [select, load].every((member) => typeof member === 'function')
  );
};

const isThere = (item: Office.Item, member: string): boolean => {
  const value = (item as unknown as Record<string, unknown>)[member];
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
};
