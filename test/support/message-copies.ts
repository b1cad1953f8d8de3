import type { CallOutput } from '#shared/contracts/api.ts';
import type { SourceRung } from '#shared/model/activity.ts';
import { eml } from './eml.ts';
import type { Caller } from './world.ts';

/** One way by which a copy of one mail reaches us. */
interface MessageCopy {
  readonly rung: SourceRung;
  track(caller: Caller, id: string): Promise<CallOutput<'promote'>>;
}

const raw = (changes: (id: string) => Parameters<typeof eml>[0]): MessageCopy => ({
  rung: 'original',
  track: (caller, id) => caller.track(eml({ id, ...changes(id) }), 'visibility=organization'),
});

const parts = (
  source: 'reconstructed' | 'metadata',
  changes: { text?: string; html?: string; sentAt: string },
): MessageCopy => ({
  rung: source,
  track: (caller, id) =>
    caller.call('promote', {
      query: { visibility: 'organization' },
      body: {
        internetMessageId: `<${id}>`,
        subject: 'Quote for pumps',
        from: { address: 'Anna@Fabrikam.example', name: 'Berg, Anna' },
        to: [{ address: 'ben@contoso.test', name: 'Ben Carter' }],
        source,
        ...changes,
      },
    }),
});

/** The same mail of Anna's as every way of A5 gives it. */
export const messageCopies: Readonly<Record<string, MessageCopy>> = {
  'Sent copy': raw(() => ({ headers: ['Bcc: boss@fabrikam.example'] })),
  'IMAP copy': raw(() => ({
    headers: [
      'Return-Path: <anna@fabrikam.example>',
      'Received: from a.example by b.example; Mon, 02 Mar 2026 08:00:03 +0000',
    ],
  })),
  'banner added': raw(() => ({
    subject: '[EXT] Quote for pumps',
    text: 'CAUTION: external mail\r\n\r\nPlease send us a quote.',
  })),
  'list footer': raw(() => ({
    subject: '[pumps] Quote for pumps',
    text: 'Please send us a quote.\r\n-- \r\nUnsubscribe',
    headers: ['Sender: pumps-bounces@list.example', 'List-Id: <pumps.list.example>'],
  })),
  reconstructed: parts('reconstructed', { html: '<p>Please send us a quote.</p>', sentAt: '2026-03-02T08:00:00.400Z' }),
  'metadata only': parts('metadata', { sentAt: '2026-03-02T09:00:00+01:00' }),
};
