/** All mailboxes and synchronized accounts, as far as they need somebody. */
export const connectionsEn = {
  lead: 'Mailboxes and accounts that stopped or fail, of everybody. What only fails is tried again by itself; what stopped waits for somebody who mends it.',
  counts: (working: number, failing: number, stopped: number) =>
    `${working} work, ${failing} fail and are tried again, ${stopped} stopped.`,
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
  resumed: (count: number) => (count === 1 ? '1 is tried again.' : `${count} are tried again.`),
};
