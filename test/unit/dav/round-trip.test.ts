import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { vcardCodec } from '../../../server/adapters/dav/vcard.ts';
import { appointmentCodec } from '../../../server/adapters/dav/vevent.ts';
import { itemsOfFile } from '../../support/items-of-file.ts';
import { roundTrip } from '../../support/round-trip.ts';

const directory = new URL('../../fixtures/items/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, directory), 'utf8');
const names = readdirSync(directory).filter((name) => /\.(?:ics|vcf)$/.test(name));

const reader = { organizationId: 'corpus', ownAddresses: new Set<string>() };
const write = { mark: { organizationId: 'corpus', recordId: 'record' }, uid: 'record', now: 0, reader };

const card = (version: string, ...lines: string[]): string =>
  [...['BEGIN:VCARD', `VERSION:${version}`], ...lines, 'END:VCARD', ''].join('\r\n');
const appointment = (...lines: string[]): string =>
  [...['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1'], ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join(
    '\r\n',
  );
const contact = (text: string) => vcardCodec.read(text, reader)?.fields;
/** Without the mark, which is written with every change. */
const rewritten = (text: string, fields: Parameters<typeof vcardCodec.write>[1]): string =>
  vcardCodec.write(text, fields, write).replace('X-CORRESPOND-RECORD:corpus/record\r\n', '');

describe('Y1, Y2: an item that is written back', () => {
  test.each(names)('%s: stays byte for byte, and loses nothing to a field that changes', (name) => {
    const items = itemsOfFile(textOf(name)) ?? [];
    expect(items).toHaveLength(1);
    for (const item of items) {
      const { unread, checks, losses } = roundTrip(item);
      expect({ unread, losses }).toEqual({ unread: false, losses: [] });
      expect(checks).toBeGreaterThan(5);
    }
  });

  test('with its mark and no change is the very text', () => {
    const marked = vcardCodec.write(textOf('version-2.1.vcf'), {}, write);
    expect(vcardCodec.write(marked, contact(marked) ?? {}, write)).toBe(marked);
  });

  test('tells no end where DURATION cannot be read, or is beyond all dates', () => {
    for (const lasts of ['P99999999999999D', 'tomorrow', 'P400000D'])
      expect(
        appointmentCodec.read(appointment('DTSTART:20260101T100000Z', `DURATION:${lasts}`), reader)?.fields,
      ).toMatchObject({ start: '2026-01-01T10:00:00Z', end: null });
  });

  test('keeps a second line of a name and one that nobody can read', () => {
    const text = appointment('DTSTART:20260101T100000Z', 'SUMMARY:one', 'SUMMARY:two', 'EXDATE;VALUE=DATE:');
    const after = appointmentCodec.write(text, { subject: 'new' }, write);
    expect(after).toContain('SUMMARY:new\r\nSUMMARY:two\r\nEXDATE;VALUE=DATE:\r\n');
  });

  test('keeps several values of a part beside the one that changes', () => {
    const text = card('3.0', 'FN:Ann', 'N:Stevens;Ann;Mary,Jane;Dr.,Prof.;');
    expect(rewritten(text, { lastName: 'Brook; Co' })).toContain('N:Brook\\; Co;Ann;Mary,Jane;Dr.,Prof.;\r\n');
  });

  test('takes the year that a program puts in for none', () => {
    const text = card('3.0', 'FN:Ann', 'item1.BDAY;X-OWN=1;X-APPLE-OMIT-YEAR=1604:1604-03-04');
    expect(contact(text)).toMatchObject({ birthday: null });
    expect(rewritten(text, { birthday: '1970-03-04' })).toContain('item1.BDAY;X-OWN=1:1970-03-04\r\n');
  });
});

describe('Y1: a card of version 2.1', () => {
  test('is read: quoted-printable, its charset, bare parameters', () => {
    expect(contact(textOf('version-2.1.vcf'))).toEqual({
      fullName: 'Dr. Jörg Müller',
      firstName: 'Jörg',
      lastName: 'Müller',
      jobTitle: 'Buyer, senior',
      company: 'Brook;Co',
      emails: ['jm@example.net', 'joerg@example.com'],
      businessPhone: '+49 30 1234',
      mobilePhone: '+49 170 1',
      street: 'Ring 7',
      city: 'Berlin',
      region: null,
      postalCode: '10115',
      country: 'Germany',
      website: 'http://example.com/',
      birthday: '1970-01-02',
      notes: 'First line\nSecond line with a long text that is broken softly, and goes on',
    });
  });

  test('is written in its own form', () => {
    const text = card('2.1', 'N;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FCller;J=F6rg;;;', 'TITLE:Buyer');
    const after = rewritten(text, { firstName: 'Zoë', jobTitle: 'Käufer', mobilePhone: '1', notes: 'a, b; c' });
    expect(after).toBe(
      card(
        '2.1',
        'N;CHARSET=UTF-8;QUOTED-PRINTABLE:M=C3=BCller;Zo=C3=AB;;;',
        'TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:K=C3=A4ufer',
        'TEL;CELL:1',
        'NOTE:a, b\\; c',
      ),
    );
  });

  test('ends a soft line break at an empty line', () => {
    const text = card('2.1', 'TITLE;ENCODING=QUOTED-PRINTABLE:Buyer=', '', 'FN:Ann');
    expect(contact(text)).toMatchObject({ jobTitle: 'Buyer', fullName: 'Ann' });
    expect(rewritten(text, { fullName: 'Bea' })).toBe(text.replace('Ann', 'Bea'));
  });

  test('keeps what is in a charset that nobody knows', () => {
    const line = 'FN;CHARSET=X-NOBODYS;ENCODING=QUOTED-PRINTABLE:=80=81';
    expect(contact(card('2.1', line))).toMatchObject({ fullName: null });
    expect(rewritten(card('2.1', line), { jobTitle: 'Buyer' })).toBe(card('2.1', line, 'TITLE:Buyer'));
  });
});
