import type { UserSettings } from '#shared/contracts/settings.ts';

/** What belongs to oneself. */
export const mineEn = {
  signature: {
    title: 'Signature',
    lead: 'It stands below what you write here in the console, and can be changed in each mail. Mail that you write in Outlook takes the signature of Outlook.',
    text: 'Signature',
    where: 'Put it into',
    in: {
      allMail: 'new mail, replies and forwards',
      newMail: 'new mail only',
      nothing: 'no mail',
    } as Record<UserSettings['signatureIn'], string>,
    save: 'Save signature',
    saved: 'Your signature was saved.',
  },
  addresses: {
    title: 'My addresses',
    lead: 'Mail from and to each of these addresses counts as yours. To add one, have a code sent there and enter it here.',
    signIn: 'you sign in with it',
    waits: (until: string) => `waits for its code until ${until}`,
    code: (address: string) => `Code from the mail to ${address}`,
    confirm: 'Confirm',
    again: 'Send another code',
    againFor: (address: string) => `Send another code to ${address}`,
    takeBack: 'Take back',
    takeBackFor: (address: string) => `Take back ${address}`,
    remove: 'Remove',
    removeFor: (address: string) => `Remove ${address}`,
    removeTitle: (address: string) => `Remove ${address}?`,
    removeSays: 'Mail from and to it no longer counts as yours from then on. What is tracked stays.',
    keep: 'Keep it',
    another: 'Another address',
    send: 'Send code',
    sent: (address: string) => `A code is on its way to ${address}.`,
    confirmed: (address: string) => `${address} is yours.`,
    removed: (address: string) => `${address} was removed.`,
    errors: {
      already_exists: 'You have this address already.',
      conflict:
        'This address cannot be added: it belongs to somebody else in the organization, or you have 50 addresses besides the one you sign in with.',
      mailbox_not_ready:
        'No server that is ready sends mail of your organization, so no code can be sent. An administrator can add the address for you.',
      email_not_sendable:
        'The mail server did not take the mail with the code. Check the address; an administrator can also add it for you.',
      too_many_attempts: 'Too many codes were asked for within an hour. Try again later.',
      wrong_code:
        'The code is wrong, older than 30 minutes or was tried five times. Type it again, or send another one.',
      not_found: 'No code waits for this address any more. Add it again.',
    } as Readonly<Record<string, string>>,
  },
  drop: {
    title: 'Drop address',
    lead: 'What you send to this address, or forward there, is tracked in your name. It takes mail from your own addresses alone; keep it to yourself.',
    unavailable: 'Your organization has no domain for drop addresses. An administrator can set one.',
    makeFirst: 'Make a drop address',
    copy: 'Copy',
    copied: 'The drop address was copied.',
    notCopied: 'Your browser did not let it be copied. Select the address and copy it yourself.',
    another: 'Make another one',
    anotherTitle: 'Make another drop address?',
    anotherSays: 'The present one ends at once: what is sent there from then on is not tracked.',
    keep: 'Keep it',
    made: 'Your drop address was made.',
    since: (when: string) => `Made on ${when}.`,
  },
};
