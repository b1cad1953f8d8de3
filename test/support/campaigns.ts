import type { AppOptions } from '../../server/app.ts';
import { createScriptedTransport, oneProfile } from './scripted-transport.ts';
import { type Caller, createWorld } from './world.ts';

export const addContact = (
  caller: Caller,
  firstName: string,
  address: string | null,
  fields: Record<string, unknown> = {},
) =>
  caller.call('createRecord', {
    params: { type: 'contact' },
    body: {
      ...(address === null ? {} : { addresses: [address] }),
      fields: { firstName, lastName: 'Member', ...fields },
    },
  });

export const campaignMail = {
  name: 'Spring service',
  subject: 'Service for {{recipient.firstName}}',
  html: '<p>Dear {{recipient.firstName}}, {{recipient.jobTitle | colleague}}</p>',
};

export const everyMember = {
  body: { ...campaignMail, members: { kind: 'query', type: 'contact', q: 'Member' } },
} as const;

/** RFC 8058 section 3.1: what a mail program posts to the link. */
export const oneClick = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'List-Unsubscribe=One-Click',
};

export const unsubscribeLinkIn = (bytes: string): string =>
  /List-Unsubscribe: <https:\/\/crm\.contoso\.test(\/unsubscribe\/[^>]+)>/.exec(
    bytes.replaceAll(/\r\n[ \t]/g, ' '),
  )?.[1] ?? '';

/** After this, counted from the start, its mail is written. */
export const releaseMs = 120_000;

/** An installation whose mail is noted instead of sent. */
export const openCampaigns = async (options: Partial<AppOptions>) => {
  const transport = createScriptedTransport();
  const delivery = { transport, profiles: oneProfile };
  const world = await createWorld({ ...options, delivery, publicUrl: () => 'https://crm.contoso.test' });
  const { ben, app, clock } = world;
  return {
    world,
    transport,
    /** A campaign to all contacts, and so many of them. */
    prepare: async (count: number) => {
      for (let n = 1; n <= count; n += 1) await addContact(ben, `Person${n}`, `person${n}@pumps.example`);
      return ben.call('createQuickCampaign', everyMember);
    },
    settle: () => app.runner.settle(),
    start: async (quickCampaignId: string) => {
      await ben.call('startQuickCampaign', { params: { quickCampaignId }, body: {} });
      clock.advance(releaseMs);
    },
    [Symbol.asyncDispose]: () => world.close(),
  };
};
