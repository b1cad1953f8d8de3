import { expect, test } from 'vitest';
import { readPerson } from '../../addin/features/people/signature.ts';
import { newRecordOf } from '../../addin/features/people/new-record.ts';

const english = `Hello Clara,

please send the offer for 40 pumps by 12 March 2026.

Best regards,

Anna Ruiz
Purchasing Manager | Fabrikam Air S.L.
Tel. +34 91 555 01 23 | Fax +34 91 555 01 99
www.fabrikam.test

On Mon, 2 Mar 2026 Clara Holt wrote:
> Tel. +1 555 000 0000
> Sales Director
`;

test('P4: phone, job title, company and website are read from the signature, not from the quoted mail', () => {
  expect(readPerson('Anna Ruiz', 'anna@fabrikam.test', english)).toEqual({
    firstName: 'Anna',
    lastName: 'Ruiz',
    company: 'Fabrikam Air S.L.',
    phone: '+34 91 555 01 23',
    jobTitle: 'Purchasing Manager',
    website: 'www.fabrikam.test',
  });
});

test('P4: a Spanish signature reads alike', () => {
  const text = 'Hola,\n\nUn saludo\nLucía Peña\nJefa de compras\nBombas del Norte S.A.\nMóvil: 600 123 456\n';
  expect(readPerson('Peña, Lucía', 'lucia@bombas.test', text)).toMatchObject({
    firstName: 'Lucía',
    lastName: 'Peña',
    company: 'Bombas del Norte S.A.',
    phone: '600 123 456',
    jobTitle: 'Jefa de compras',
  });
});

test.each([
  ['Anna Ruiz', 'a@x.test', 'Anna', 'Ruiz'],
  ['Ruiz, Anna', 'a@x.test', 'Anna', 'Ruiz'],
  ['Anna Ruiz (Fabrikam)', 'a@x.test', 'Anna', 'Ruiz'],
  ['"Anna Ruiz"', 'a@x.test', 'Anna', 'Ruiz'],
  ['Anna María Ruiz Gil', 'a@x.test', 'Anna', 'María Ruiz Gil'],
  ['Anna', 'a@x.test', '', 'Anna'],
  ['', 'anna.ruiz+news@x.test', 'Anna', 'Ruiz'],
  ['anna.ruiz@x.test', 'anna.ruiz@x.test', 'Anna', 'Ruiz'],
])('P4: the name %j of %s is %j %j', (name, address, firstName, lastName) => {
  expect(readPerson(name, address, '')).toMatchObject({ firstName, lastName });
});

test('P4: without a signature nothing is invented but the company of the domain', () => {
  expect(readPerson('Anna Ruiz', 'anna@fabrikam.test', 'Call me in 2026-03-12, please.')).toMatchObject({
    company: 'Fabrikam',
    phone: '',
    jobTitle: '',
    website: '',
  });
  expect(readPerson('Anna Ruiz', 'anna@gmail.com', '').company).toBe('');
});

test('P4: reading takes linear time on a text made to be slow', () => {
  const hostile = `${'+1'.repeat(50_000)}\n${'a '.repeat(50_000)}\n-- \n${'director,'.repeat(20_000)}`;
  expect(readPerson('A B', 'a@b.test', hostile).phone).toBe('');
});

test('P4: what is created carries a name, the address and only filled fields', () => {
  const draft = { ...readPerson('Anna Ruiz', 'anna@fabrikam.test', ''), email: ' anna@fabrikam.test ' };
  expect(newRecordOf('account', draft)).toEqual({
    type: 'account',
    input: { name: 'Fabrikam', addresses: ['anna@fabrikam.test'], fields: {} },
  });
  expect(newRecordOf('lead', draft)).toEqual({
    type: 'lead',
    input: {
      name: 'Anna Ruiz',
      addresses: ['anna@fabrikam.test'],
      fields: { firstName: 'Anna', lastName: 'Ruiz', company: 'Fabrikam' },
    },
  });
});
