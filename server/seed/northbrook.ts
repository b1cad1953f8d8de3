import type { FieldDefinition } from '#shared/model/record.ts';
import type { ToldRecord, ToldTracking } from './told-record.ts';

const robin = 'robin.novak@northbrook.example';
const ines = 'ines.duarte@northbrook.example';
const tom = 'tom.okafor@northbrook.example';

/** A type that Northbrook declared for itself. */
export const projectType = {
  name: 'project',
  label: 'Project',
  pluralLabel: 'Projects',
  fields: [
    { name: 'client', label: 'Client', kind: 'reference', to: ['account'] },
    { name: 'siteMail', label: 'Mail of the site office', kind: 'email' },
    { name: 'handover', label: 'Handover', kind: 'date' },
    { name: 'budget', label: 'Budget in GBP', kind: 'number' },
  ] satisfies FieldDefinition[],
};

const accounts: readonly ToldRecord[] = [
  {
    type: 'account',
    key: 'harbor',
    name: 'Harbor Water Works',
    addresses: ['control.room@harborwater.example'],
    fields: { website: 'https://harborwater.example', phone: '+44 20 7946 0200' },
    owner: robin,
  },
  {
    type: 'account',
    key: 'vega',
    name: 'Clínica Vega',
    fields: { website: 'https://clinicavega.example', phone: '+34 91 555 01 40' },
    owner: robin,
  },
  {
    type: 'account',
    key: 'orchard',
    name: 'Orchard Foods',
    fields: { website: 'https://orchardfoods.example', phone: '+44 1632 960 180' },
    owner: ines,
  },
  {
    type: 'account',
    key: 'lumen',
    name: 'Lumen Hotels',
    addresses: ['info@lumenhotels.example'],
    fields: { website: 'https://lumenhotels.example' },
    owner: ines,
  },
  {
    type: 'account',
    key: 'steinbach',
    name: 'Brauerei Steinbach',
    fields: { phone: '+49 951 555 0140' },
    owner: robin,
  },
  { type: 'account', key: 'sealworks', name: 'Sealworks', addresses: ['accounts@sealworks.example'], owner: tom },
];

const person = (
  key: string,
  names: readonly [first: string, last: string],
  addresses: readonly string[],
  more: Omit<ToldRecord, 'type' | 'key' | 'addresses'>,
): ToldRecord => ({
  type: 'contact',
  key,
  addresses,
  ...more,
  fields: { firstName: names[0], lastName: names[1], ...more.fields },
});

/** Dana and Omar share the mailbox of purchasing: its mail has two candidates. */
const contacts: readonly ToldRecord[] = [
  person('anna', ['Anna', 'Keller'], ['anna.keller@harborwater.example'], {
    fields: { jobTitle: 'Head of Engineering', phone: '+44 20 7946 0231' },
    links: { account: 'harbor' },
    owner: robin,
  }),
  person('paul', ['Paul', 'Reyes'], ['paul.reyes@harborwater.example'], {
    fields: { jobTitle: 'Station engineer', phone: '+44 20 7946 0244' },
    links: { account: 'harbor' },
    owner: robin,
  }),
  person('lucia', ['Lucía', 'Herrero'], ['lucia.herrero@clinicavega.example'], {
    fields: { jobTitle: 'Dirección técnica', phone: '+34 91 555 01 42' },
    links: { account: 'vega' },
    owner: robin,
  }),
  person('dana', ['Dana', 'Whitfield'], ['dana.whitfield@orchardfoods.example', 'purchasing@orchardfoods.example'], {
    fields: { jobTitle: 'Maintenance' },
    links: { account: 'orchard' },
    owner: ines,
  }),
  person('omar', ['Omar', 'Haddad'], ['omar.haddad@orchardfoods.example', 'purchasing@orchardfoods.example'], {
    fields: { jobTitle: 'Process control' },
    links: { account: 'orchard' },
    owner: ines,
  }),
  person('mirela', ['Mirela', 'Popescu'], ['m.popescu@lumenhotels.example'], {
    fields: { jobTitle: 'Facilities', phone: '+40 21 555 0177' },
    links: { account: 'lumen' },
    owner: ines,
  }),
  person('joerg', ['Jörg', 'Steinbach'], ['j.steinbach@steinbach-brauerei.example'], {
    fields: { phone: '+49 951 555 0144' },
    links: { account: 'steinbach' },
    owner: robin,
  }),
  person('helga', ['Helga', 'Brandt'], ['helga.brandt@steinbach-brauerei.example'], {
    fields: { jobTitle: 'Brewmaster, retired', doNotEmail: true },
    links: { account: 'steinbach' },
    owner: robin,
    active: false,
  }),
];

const work: readonly ToldRecord[] = [
  {
    type: 'lead',
    key: 'greta',
    addresses: ['greta.olsen@fjordspa.example'],
    fields: { firstName: 'Greta', lastName: 'Olsen', company: 'Fjord Spa', phone: '+47 55 55 01 20' },
    owner: ines,
  },
  {
    type: 'lead',
    key: 'ames',
    addresses: ['v.ames@amesbros.example'],
    fields: { firstName: 'Victor', lastName: 'Ames', company: 'Ames Brothers' },
    owner: robin,
  },
  {
    type: 'opportunity',
    key: 'station-4',
    name: 'Station 4: three duty pumps',
    fields: { status: 'Quoted' },
    links: { account: 'harbor', contact: 'anna' },
    owner: robin,
  },
  {
    type: 'opportunity',
    key: 'sterile-loop',
    name: 'Circuito de agua estéril',
    fields: { status: 'Open' },
    links: { account: 'vega', contact: 'lucia' },
    owner: robin,
  },
  {
    type: 'opportunity',
    key: 'cider-line',
    name: 'Cider line 2: dry-run guards',
    fields: { status: 'Open' },
    links: { account: 'orchard', contact: 'dana' },
    owner: robin,
  },
  {
    type: 'opportunity',
    key: 'chillers',
    name: 'Roof chillers, three houses',
    fields: { status: 'Open' },
    links: { account: 'lumen', contact: 'mirela' },
    owner: ines,
  },
  {
    type: 'case',
    key: 'seal-leak',
    name: 'Seal leak on NB-40, serial 40-22-1187',
    fields: { status: 'Resolved' },
    links: { account: 'orchard', contact: 'dana' },
    owner: tom,
  },
  {
    type: 'case',
    key: 'noise',
    name: 'Noise after start-up, cooling tower',
    fields: { status: 'Waiting' },
    links: { account: 'lumen', contact: 'mirela' },
    owner: tom,
  },
  {
    type: 'campaign',
    key: 'autumn',
    name: 'Autumn maintenance',
    fields: { status: 'Running', description: 'A free check of every pump older than ten years.' },
    owner: robin,
  },
  {
    type: 'project',
    key: 'rebuild',
    name: 'Rebuild of station 4',
    fields: { siteMail: 'station4@projects.harborwater.example', handover: '2027-03-31', budget: 189_150 },
    links: { client: 'harbor' },
    owner: robin,
  },
  {
    type: 'contact',
    key: 'margin',
    name: 'Rival buyer (only Ines)',
    addresses: ['quiet@rival-pumps.example'],
    owner: ines,
    access: 'owner',
  },
];

const ours: readonly ToldRecord[] = [
  {
    type: 'queue',
    key: 'sales',
    name: 'Sales desk',
    addresses: ['sales@northbrook.example'],
    fields: { description: 'Orders and first questions' },
    owner: robin,
  },
  {
    type: 'queue',
    key: 'service',
    name: 'Service desk',
    addresses: ['service@northbrook.example'],
    fields: { description: 'Leaks, noise, spare parts' },
    owner: tom,
  },
  { type: 'team', key: 'water', name: 'Water team', members: [robin, ines], owner: robin },
];

/** What a record points to stands before it. */
export const northbrookRecords: readonly ToldRecord[] = [...ours, ...accounts, ...contacts, ...work];

/** Enough that the console has timelines; the rest of the mailbox is there to be tried. */
export const northbrookTrackings: readonly ToldTracking[] = [
  { file: 'station-4-request', by: robin, regarding: [['opportunity', 'station-4']] },
  { file: 'station-4-quote', by: robin, regarding: [] },
  { file: 'circuito-esteril', by: robin, regarding: [['opportunity', 'sterile-loop']] },
  { file: 'seal-leak-1', by: tom, regarding: [['case', 'seal-leak']] },
  { file: 'seal-leak-2', by: tom, regarding: [] },
  { file: 'seal-leak-3', by: tom, regarding: [] },
  { file: 'flood-plan', by: ines, regarding: [] },
];
