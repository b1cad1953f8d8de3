import type { TemplateKind } from '#shared/contracts/templates.ts';
import type { TicketWay } from '#shared/contracts/track-tickets.ts';

export const compose = {
  title: 'Track on send',
  track: 'Track when sent',
  offSays: 'The mail goes out like any other and is not recorded.',
  onSays: 'The mail goes out like any other and is recorded once it has been sent.',
  writtenFor: (name: string, actor: string) => `Written in the name of ${name}: it is recorded for them, by ${actor}.`,
  writtenBy: (actor: string) => `${actor} writes it in your name.`,
  proposed: (subject: string) =>
    `Proposed because you answer “${subject}”, which is tracked. Switch it off if you do not want it.`,
  goesOutUntracked: 'The mail can be sent all the same; it is not tracked.',
  way: {
    sendEvent: 'Outlook tells the CRM when you press Send.',
    dropAddress: 'A blind copy, which you see in the Bcc field, tells the CRM when you send.',
    sentItem:
      'This Outlook does not tell when you send. The mail stays pending until you open it in Sent Items, or the CRM sees it there; after 7 days it counts as not confirmed.',
  } satisfies Record<TicketWay, string>,
  dropCopy: (address: string) => `Put ${address} into Bcc`,
  insert: 'Insert',
  insertButton: 'Insert template or article',
  insertKind: 'What to insert',
  insertKinds: {
    email: 'E-mail template',
    salesLiterature: 'Sales literature',
    knowledgeArticle: 'Knowledge article',
  } satisfies Record<TemplateKind, string>,
  insertSearch: 'Search by name',
  insertNone: 'Nothing of this kind is there.',
  preview: 'Preview',
  missing: 'These fields have no value for this recipient and regarding; their places stay empty:',
  insertNow: 'Insert at the cursor',
  insertAnyway: 'Insert all the same',
  inserted: 'Inserted into the mail.',
  recipients: 'Recipients',
  waiting: 'Not seen sent yet',
  pendingSince: (when: string) => `Pending since ${when}. Open it in Sent Items to record it.`,
  notConfirmed: 'Not confirmed: no sent mail was seen for 7 days.',
  forget: (subject: string) => `Do not wait for “${subject}” any more`,
  sentNow: 'It was sent, and is tracked.',
  sentRegarding: (name: string) => `It was sent, and is tracked, regarding ${name}.`,
};
