import { describe, expect, test } from 'vitest';
import { contactCodec as codec } from '../../../shared/graph/contact-fields.ts';

describe('Y2: the fields of a contact in Outlook', () => {
  test('are read as an address book shows them', () => {
    expect(
      codec.read({
        displayName: ' Anna\tMuster ',
        givenName: '',
        businessPhones: ['+49 1', '+49 2'],
        mobilePhone: null,
        emailAddresses: [{ address: 'B@x.example' }, { address: 'a@x.example', name: 'A' }, { address: '/o=x500' }, {}],
        businessAddress: { street: 'Weg 1', countryOrRegion: 'Germany' },
        birthday: '1974-07-22T11:59:00Z',
        personalNotes: ' one\r\ntwo ',
        categories: ['CRM'],
        lastModifiedDateTime: '2026-03-02T09:00:00Z',
      }),
    ).toMatchObject({
      fields: {
        fullName: 'Anna Muster',
        firstName: null,
        businessPhone: '+49 1',
        mobilePhone: null,
        emails: ['a@x.example', 'b@x.example'],
        street: 'Weg 1',
        city: null,
        country: 'Germany',
        birthday: '1974-07-22',
        notes: 'one\ntwo',
      },
      categories: ['CRM'],
      modifiedAt: Date.parse('2026-03-02T09:00:00Z'),
    });
  });

  test.each([
    ['noon', '1974-07-22T11:59:00Z', '1974-07-22'],
    ['midnight of UTC', '1974-07-22T00:00:00Z', '1974-07-22'],
    ['midnight in Berlin', '1974-07-21T22:00:00Z', '1974-07-22'],
    ['midnight in New York', '1974-07-22T04:00:00Z', '1974-07-22'],
    ['a year that nobody knows', '1604-07-22T11:59:00Z', null],
    ['nothing', null, null],
  ])('a birthday written as %s', (_words, written, day) => {
    expect(codec.read({ birthday: written }).fields['birthday']).toBe(day);
  });

  test('a new contact says what it is given, and nothing that it is not', () => {
    expect(
      codec.write(
        { fullName: 'Anna', emails: ['a@x.example'], businessPhone: '+49 1', city: 'Köln', notes: null },
        null,
        0,
      ),
    ).toEqual({
      displayName: 'Anna',
      emailAddresses: [{ address: 'a@x.example', name: 'a@x.example' }],
      businessPhones: ['+49 1'],
      businessAddress: { city: 'Köln' },
      personalNotes: null,
    });
  });

  const standing = {
    displayName: 'Anna M.',
    businessPhones: ['+49 1', '+49 2'],
    businessAddress: { street: 'Weg 1', city: 'Bonn' },
    emailAddresses: [{ address: '/o=x500' }, { address: 'B@x.example', name: 'Work' }, { address: 'c@x.example' }],
    birthday: '1604-07-22T11:59:00Z',
  };

  test.each([
    [
      'the shown name is written again, as the service would make another',
      { firstName: 'Anna' },
      { displayName: 'Anna M.', givenName: 'Anna' },
    ],
    [
      'a part of an address with the others',
      { city: null },
      { displayName: 'Anna M.', businessAddress: { street: 'Weg 1', city: null } },
    ],
    [
      'the first number before the others',
      { businessPhone: '+49 9' },
      { displayName: 'Anna M.', businessPhones: ['+49 9', '+49 2'] },
    ],
    ['no number: the others', { businessPhone: null }, { displayName: 'Anna M.', businessPhones: ['+49 2'] }],
    [
      'addresses that stay keep their words',
      { emails: ['b@x.example', 'd@x.example'] },
      {
        displayName: 'Anna M.',
        emailAddresses: [
          { address: '/o=x500' },
          { address: 'B@x.example', name: 'Work' },
          { address: 'd@x.example', name: 'd@x.example' },
        ],
      },
    ],
    ['a birthday without a year stays', { birthday: null }, { displayName: 'Anna M.' }],
    ['nothing', {}, {}],
  ])('a change: %s', (_words, fields, body) => {
    expect(codec.write(fields, standing, 0)).toEqual(body);
  });

  test('Y10: three addresses are taken, and four are too many', () => {
    expect(codec.write({ emails: ['a@x.example', 'b@x.example', 'c@x.example'] }, null, 0)).toHaveProperty(
      'emailAddresses',
    );
    expect(codec.write({ emails: ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example'] }, null, 0)).toMatch(
      /room for 3/,
    );
  });
});
