import type { OpenItem } from '../../../addin/office/open-item.ts';

/** A mail of Anna at Fabrikam to Clara at Contoso, open in Outlook. */
export const openMail = (change: Partial<OpenItem> = {}): OpenItem => ({
  key: `key of ${change.internetMessageId ?? '<quote-1@fabrikam.test>'}`,
  kind: 'message',
  mode: 'read',
  internetMessageId: '<quote-1@fabrikam.test>',
  subject: 'Quote for pumps',
  sentAt: '2026-03-02T09:30:00.000Z',
  from: { address: 'anna@fabrikam.test', name: 'Anna Ruiz' },
  to: [{ address: 'clara@contoso.test', name: 'Clara Holt' }],
  cc: [],
  attachments: [],
  ...change,
});
