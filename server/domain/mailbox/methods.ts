import type { MailboxMethods } from '#shared/model/mailbox-methods.ts';

type Direction = keyof MailboxMethods;
type Chosen<One extends Direction> = Exclude<MailboxMethods[One], 'any'>;

const sentences: { readonly [One in Direction]: Readonly<Record<Chosen<One>, string>> } = {
  incoming: {
    none: 'Nothing brings in mail of this person by itself; an administrator chose so under Connections.',
    outlook: 'Mail of this person comes in by what they track in Outlook; an administrator chose so under Connections.',
    server: 'This server fetches mail of this person; an administrator chose so under Connections.',
    router: 'A router brings in mail of this person; an administrator chose so under Connections.',
  },
  outgoing: {
    none: 'Nothing is sent in the name of this person; an administrator chose so under Connections.',
    outlook: 'Mail of this person goes out by Outlook, write it there; an administrator chose so under Connections.',
    server: 'This server sends mail of this person; an administrator chose so under Connections.',
  },
  items: {
    none: 'Nothing synchronizes contacts, tasks and appointments of this person; an administrator chose so under Connections.',
    outlook:
      'The synchronizing Outlook of this person synchronizes contacts, tasks and appointments; an administrator chose so under Connections.',
    server:
      'This server synchronizes contacts, tasks and appointments of this person; an administrator chose so under Connections.',
  },
};

/** I7: who does it instead, in a sentence, where somebody else was chosen for this direction; null: it may be done so. */
export const otherMethod = (
  methods: MailboxMethods,
  direction: Direction,
  wanted: 'server' | 'outlook',
): string | null => {
  const chosen = methods[direction];
  const ofDirection: Readonly<Partial<Record<typeof chosen, string>>> = sentences[direction];
  return chosen === wanted ? null : (ofDirection[chosen] ?? null);
};

/** I7: whether mail that comes by itself, whichever way, is tracked for this person. */
export const takesMailByItself = ({ incoming }: MailboxMethods): boolean =>
  incoming !== 'none' && incoming !== 'outlook';
