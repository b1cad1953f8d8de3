export const outlookSync = {
  title: 'Contacts, tasks and appointments',
  byServer:
    'The server keeps contacts, tasks and appointments alike, with the account that you connect in the console.',
  byServerNow: 'The server synchronizes your mailbox by itself, also while Outlook is closed.',
  offer:
    'This Outlook can do it in place of the server: contacts, tasks and appointments, only while this pane is open. What you did not track never leaves your mailbox.',
  connect: 'Synchronize with this Outlook',
  connecting: 'Asking Outlook …',
  claimFirst: 'Only the synchronizing Outlook can do it. Make this one the synchronizing one first.',
  useServer: 'Use the server’s synchronization',
  kinds: { contact: 'contacts', task: 'tasks', appointment: 'appointments' },
  here: (what: string) => `This Outlook synchronizes ${what} while this pane is open.`,
  missing: (what: string) =>
    `Not synchronized: ${what}. Microsoft has not let this Outlook use them so far; ask again, or use the server’s synchronization.`,
  askAgain: 'Ask Microsoft again',
  elsewhere: (name: string, what: string, seen: string) =>
    `${name} synchronizes ${what} while its pane is open, last seen ${seen}. This Outlook does not.`,
  nobody: (what: string) => `No Outlook is the synchronizing one: ${what} wait.`,
  waiting: {
    contact: (count: number) => (count === 1 ? '1 contact waits' : `${count} contacts wait`),
    task: (count: number) => (count === 1 ? '1 task waits' : `${count} tasks wait`),
    appointment: (count: number) => (count === 1 ? '1 appointment waits' : `${count} appointments wait`),
  },
  waitsFor: (what: string, name: string) => `${what} for ${name}.`,
  waits: (what: string) => `${what} for an Outlook that synchronizes.`,
  running: 'Synchronizing …',
  last: (when: string) => `Last synchronized ${when}.`,
  never: 'Not synchronized yet.',
  next: (when: string) => `Next ${when}.`,
  asks: 'Something is asked before items are removed; answer it in the console.',
  waitsForYou: 'It has stopped and waits for you: try again with “Synchronize now”.',
  now: 'Synchronize now',
  stop: 'Stop',
  stopped: 'Nothing is synchronized any more. Everything stays where it is.',
  mapping: {
    mappedTitle: 'Synchronize this mailbox for you?',
    mapped: (who: string, since: string) =>
      `${who} has had this mailbox connected since ${since}, and a mailbox belongs to one person.`,
    mappedYes: (who: string) =>
      `Yes: if its address is one of yours here, this Outlook synchronizes it. For ${who} it is no longer fetched or synchronized, and they are told; what they tracked stays theirs.`,
    mappedNo: 'No: everything stays as it is.',
    elsewhereTitle: 'Synchronize this mailbox here?',
    anotherOrganization: 'Another organization',
    elsewhere: (organization: string, since: string) =>
      `${organization} has synchronized this mailbox since ${since}, and only one organization may.`,
    elsewhereYes:
      'Yes: if its address is one of yours here, it is synchronized here and no longer there, and whoever has it there is told.',
    elsewhereNo: 'No: everything stays as it is, and you go on tracking by hand.',
    yes: 'Yes',
    no: 'No',
  },
  notHere: 'Nothing is synchronized here:',
  problems: {
    unsupported: 'this Outlook does not lend its sign-in (nested app authentication).',
    interaction: 'Microsoft wants you to sign in or to consent; try again and answer its window.',
    refused: 'Outlook gave no sign-in for Microsoft Graph.',
    permission:
      'Microsoft does not permit this application to use your contacts, tasks or appointments; ask your administrator.',
    mailbox: 'Microsoft has no contacts, tasks or appointments for your mailbox.',
    notYours:
      'the address of this mailbox is none of yours in the CRM. Add it under “My addresses”, by a code that is sent there, or ask an administrator; then connect again.',
    unreachable: 'Microsoft Graph cannot be reached; it is tried again by itself.',
  },
};
