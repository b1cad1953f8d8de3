/** All mailboxes and synchronized accounts, as far as they need somebody. */
export const connectionsEn = {
  lead: 'Mailboxes and accounts that stopped or fail, of everybody. What only fails is tried again by itself; what stopped waits for somebody who mends it.',
  counts: (working: number, failing: number, stopped: number) =>
    `Working: ${working}. Failing and tried again: ${failing}. Stopped: ${stopped}.`,
  none: 'Nothing has stopped, and nothing fails.',
  list: 'What needs somebody',
  kinds: { mail: 'Mail', items: 'Contacts, tasks, appointments' },
  states: { stopped: 'Stopped', failing: 'Fails and is tried again' },
  forward: 'A forward mailbox',
  outlook: 'by Outlook',
  since: (when: string) => `since ${when}`,
  choose: (who: string, kind: string) => `Choose ${who}: ${kind}`,
  resumeAll: 'Try all that stopped again',
  resume: (count: number) => `Try ${count} chosen again`,
  methods: {
    title: 'Who does what for a mailbox',
    lead: 'What is chosen here switches off at once what another does from then on. Tracking by hand always goes on.',
    person: 'Person',
    choose: 'Choose…',
    directions: {
      incoming: 'Mail that comes in by itself',
      outgoing: 'Mail that goes out',
      items: 'Contacts, tasks, appointments',
    },
    names: {
      any: 'Whoever is connected',
      server: 'This server',
      outlook: 'Their Outlook',
      router: 'A router',
      none: 'Nobody',
    },
    saved: 'Chosen.',
    chosen: (direction: string, who: string) => `${direction}: ${who}. An administrator chose so.`,
    own: {
      server: 'this server does it',
      outlook: 'your Outlook does it',
      router: 'a router does it',
      none: 'nobody does it',
    },
  },
  resumed: (count: number) => (count === 1 ? '1 is tried again.' : `${count} are tried again.`),
};
