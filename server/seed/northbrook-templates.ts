import type { TemplateKind, TemplateScope } from '#shared/contracts/templates.ts';

/** A template of the demonstration, shared by its administrator. */
export interface ToldTemplate {
  readonly kind: TemplateKind;
  readonly name: string;
  readonly subject: string;
  readonly html: string;
  readonly link: string | null;
  readonly scope: TemplateScope;
}

const email = { kind: 'email', link: null, scope: 'organization' } as const;
const shared = { subject: '', scope: 'organization' } as const;

export const northbrookTemplates: readonly ToldTemplate[] = [
  {
    ...email,
    name: 'Thank you for your request',
    subject: 'Your request to Northbrook Pumps',
    html: '<p>Dear {{recipient.firstName | customer}},</p><p>Thank you for writing to us about {{regarding.name | your plant}}. You will have our answer within two working days.</p><p>Kind regards<br>{{sender.name}}</p>',
  },
  {
    ...email,
    name: 'A case is solved',
    subject: 'Solved: {{regarding.name | your case}}',
    html: '<p>Dear {{recipient.firstName | customer}},</p><p>we have closed your case <b>{{regarding.name | as agreed}}</b>. If anything is still amiss, answer this mail and we take it up again.</p><p>{{sender.name}}</p>',
  },
  {
    ...email,
    name: 'Yearly inspection',
    subject: 'Time for the yearly inspection, {{recipient.firstName | dear customer}}',
    html: '<p>Dear {{recipient.firstName | customer}},</p><p>pumps that run all year are happier after a look at seals and bearings. Answer with a week that suits you, and we plan the visit.</p><p>{{sender.name}}, {{organization.name}}</p>',
  },
  {
    ...shared,
    kind: 'salesLiterature',
    name: 'Dry-run guard: data sheet',
    html: '<p>The dry-run guard stops a pump within two seconds when its inlet runs empty.</p>',
    link: 'https://northbrook.example/literature/dry-run-guard',
  },
  {
    ...shared,
    kind: 'knowledgeArticle',
    name: 'Why a new seal weeps',
    html: '<p>A few drops in the first hours are usual: the faces run in. More than ten drops a minute after a day mean that the seal sits askew.</p>',
    link: null,
  },
];
