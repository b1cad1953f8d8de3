import { expect, test } from 'vitest';
import { directionOf } from '../../../../server/domain/activity/direction.ts';
import { keyOf } from '../../../support/build-facts.ts';

const own = ['clara@contoso.test', 'clara.doe@contoso.test', 'clara@gmail.com'].map(keyOf);
const rules = { plusTagDomains: ['gmail.com'], dotlessDomains: ['gmail.com'] };

test.each([
  ['an own address', ['clara@contoso.test'], 'outgoing'],
  ['an alias', ['Clara.Doe@Contoso.test'], 'outgoing'],
  ['an own address with tag and dots where the domain has the rule', ['cla.ra+crm@gmail.com'], 'outgoing'],
  ['the same where it has not', ['clara+crm@contoso.test'], 'incoming'],
  ['a colleague', ['bruno@contoso.test'], 'incoming'],
  ['somebody else', ['anna@fabrikam.test'], 'incoming'],
  ['somebody else together with oneself', ['anna@fabrikam.test', 'clara@contoso.test'], 'outgoing'],
  ['no one', [], 'incoming'],
  ['text that is no address', ['clara@contoso.test, anna@fabrikam.test'], 'incoming'],
] as const)('P19: From %s is %s => %s', (_, addresses, direction) => {
  expect(directionOf({ from: addresses.map((address) => ({ address, name: null })) }, own, rules)).toBe(direction);
});
