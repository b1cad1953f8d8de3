export const offline = {
  state: { kept: 'Kept here', refused: 'Not accepted', unknown: 'Not known' },
  keptSays: 'Sent when the server is reached again; nothing is lost.',
  sendingSays: 'On its way to the server.',
  refusedSays: (reason: string) => `The server did not take it: ${reason}`,
  unknownSays: 'The server cannot be reached. What you track is kept here and sent later.',
  keptNow: 'The server cannot be reached. The mail is kept here and sent when it is reached again; nothing is lost.',
  noRoom:
    'The server cannot be reached, and there is no room to keep more mail here: at most 100 mails and 100 MB. Discard some that are kept.',
  waiting: (count: number) => (count === 1 ? '1 mail waits for the server' : `${count} mails wait for the server`),
  refused: (count: number) => (count === 1 ? '1 mail was not accepted' : `${count} mails were not accepted`),
  title: 'Kept in this Outlook',
  says: 'What you tracked while the server could not be reached. Each mail is sent once, by itself, as soon as it is reached and this pane is open.',
  where: 'Until then these mails lie in the storage of this Outlook, unencrypted, as Outlook’s own copies do.',
  none: 'Nothing waits: everything has been sent.',
  keptAt: (when: string) => `Kept ${when}`,
  nextTry: (when: string) => `next try ${when}`,
  sendNow: 'Send now',
  discard: 'Discard',
  discardOne: (subject: string) => `Discard “${subject}”`,
  discardTitle: 'Discard this promotion?',
  discardSays:
    'The mail stays in Outlook and is not sent to the CRM from here. If the server took it before the connection broke, it stays tracked there.',
  keep: 'Keep it',
  discarded: 'Discarded. The mail is unchanged in Outlook.',
  alreadySent: 'It had been sent by then and is tracked.',
  sent: 'Tracked now: the server was reached.',
  signOutTitle: 'Sign out and lose what is kept?',
  signOutSays: (count: number) =>
    count === 1
      ? '1 mail that you tracked was not sent to the server yet. Signing out erases it here; in Outlook it stays as it is.'
      : `${count} mails that you tracked were not sent to the server yet. Signing out erases them here; in Outlook they stay as they are.`,
  stay: 'Stay signed in',
};
