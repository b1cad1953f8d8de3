import type { DavText } from './dav-place.ts';

const escaped = (value: unknown): string => String(value).replaceAll(/([\\;,])/g, '\\$1');

/** A card as a program of the person's writes it; `fullName` and `jobTitle` are what tests change. */
export const cardText: DavText = {
  ending: 'vcf',
  type: 'text/vcard',
  make: (uid, fields, categories) =>
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      `UID:${uid}`,
      `FN:${escaped(fields['fullName'])}`,
      `N:;${escaped(fields['fullName'])};;;`,
      `TITLE:${escaped(fields['jobTitle'])}`,
      ...(categories.length === 0 ? [] : [`CATEGORIES:${categories.map(escaped).join(',')}`]),
      'item1.X-SHOE-SIZE;X-OF=left:44',
      'END:VCARD',
      '',
    ].join('\r\n'),
  change: (text, fields) =>
    text
      .replace(/^FN:.*$/m, `FN:${escaped(fields['fullName'])}`)
      .replace(/^TITLE:.*$/m, `TITLE:${escaped(fields['jobTitle'])}`),
  copy: (text, uid) => text.replace(/^UID:.*$/m, `UID:${uid}`),
  unknown: /^item1\.X-SHOE-SIZE;X-OF=left:44\r?$/m,
  unreadable: [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'UID:odd',
    'FN:Odd',
    'N:Odd;;;;',
    'BEGIN:X-PART',
    'X-A:1',
    'END:X-PART',
    'END:VCARD',
    '',
  ].join('\r\n'),
};
