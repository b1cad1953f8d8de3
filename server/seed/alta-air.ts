import type { ToldRecord } from './told-record.ts';

const marta = 'marta.lindqvist@alta-air.example';

/** Alta Air serves some of the same people: the same names and addresses, of another organization. */
export const altaRecords: readonly ToldRecord[] = [
  { type: 'account', key: 'harbor', name: 'Harbor Water Works', owner: marta },
  { type: 'account', key: 'lumen', name: 'Lumen Hotels', addresses: ['info@lumenhotels.example'], owner: marta },
  {
    type: 'contact',
    key: 'anna',
    addresses: ['anna.keller@harborwater.example'],
    fields: { firstName: 'Anna', lastName: 'Keller' },
    links: { account: 'harbor' },
    owner: marta,
  },
  {
    type: 'contact',
    key: 'mirela',
    addresses: ['m.popescu@lumenhotels.example'],
    fields: { firstName: 'Mirela', lastName: 'Popescu' },
    links: { account: 'lumen' },
    owner: marta,
  },
  {
    type: 'opportunity',
    key: 'fans',
    name: 'Control room: quieter fans',
    fields: { status: 'Open' },
    links: { account: 'harbor', contact: 'anna' },
    owner: marta,
  },
  { type: 'queue', key: 'desk', name: 'Front desk', addresses: ['desk@alta-air.example'], owner: marta },
];
