import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenSigner } from '../../../../server/adapters/crypto/hmac-token-signer.ts';
import { readReturnPath, writeReturnPath } from '../../../../server/domain/mail/return-path.ts';

const signer = createTokenSigner((purpose) => new TextEncoder().encode(purpose.padEnd(32).slice(0, 32)));
const organization = 'contoso';

test('S12: what is written is read back in any case, and its MAC holds for this organization and mail alone', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.boolean(), (emailId, upper) => {
      const mac = signer.sign(organization, 'returnPath', emailId);
      const address = writeReturnPath('bounces@contoso.test', { emailId, mac }) ?? '';
      expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
      const found = readReturnPath(upper ? address.toUpperCase() : address);
      expect(found).toEqual({ emailId, mac });
      expect(signer.verify(organization, 'returnPath', { text: emailId, mac })).toBe(true);
      expect(signer.verify('fabrikam', 'returnPath', { text: emailId, mac })).toBe(false);
      expect(signer.verify(organization, 'ownMail', { text: emailId, mac })).toBe(false);
    }),
  );
});

test.each(['', 'bounces@contoso.test', 'bounces+1.2@contoso.test', '+@', 'a+b.c'])(
  'S12: %s is no signed path',
  (text) => {
    expect(readReturnPath(text)).toBeNull();
  },
);

test('S12: a mailbox whose name leaves no room gets no signed path', () => {
  const signed = { emailId: '01890000-0000-7000-8000-000000000001', mac: '0'.repeat(13) };
  expect(writeReturnPath(`${'b'.repeat(17)}@contoso.test`, signed)).not.toBeNull();
  expect(writeReturnPath(`${'b'.repeat(18)}@contoso.test`, signed)).toBeNull();
  expect(writeReturnPath('bounces@contoso.test', { ...signed, emailId: 'draft' })).toBeNull();
});
