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
