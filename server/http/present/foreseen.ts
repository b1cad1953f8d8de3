import type { ForeseenPromotion } from '#shared/contracts/promotions.ts';
import type { searchMailbox } from '#shared/contracts/mailbox-searches.ts';
import type { ReturnsOf } from '#shared/contracts/endpoint.ts';
import { toWire } from '#shared/model/instant.ts';
import type { MessageOrigin } from '../../domain/mailbox/message-origin.ts';
import type { FoundMail } from '../../usecases/mailboxes/search-mailbox.ts';
import type { Foreseen } from '../../usecases/preview-promotion.ts';
import { presentTrackedBy } from './activity.ts';

/** What a mail would become, on the wire. */
export const presentForeseen = ({ standing, offered, ...foreseen }: Foreseen): ForeseenPromotion => ({
  becomes: foreseen.becomes,
  activityId: standing?.id ?? null,
  trackedBy: (standing?.promotions ?? []).map(presentTrackedBy),
  subject: foreseen.message?.subject ?? null,
  sentAt: foreseen.sentAt === null ? null : toWire(foreseen.sentAt),
  direction: foreseen.direction,
  regarding: [...foreseen.regarding],
  offeredRegarding: [...offered],
  parties: [...foreseen.parties],
  why: foreseen.why,
});

type WireFound = ReturnsOf<typeof searchMailbox>['items'][number];

const presentOrigin = (origin: MessageOrigin): WireFound['origin'] | null => {
  switch (origin.protocol) {
    case 'imap':
      return origin;
    case 'graph':
      return { protocol: 'graph', folder: origin.folder, id: origin.id };
    case 'pop3':
      return null;
  }
};

/** A mail that was found in a mailbox, on the wire; nothing for one of a protocol that cannot search. */
export const presentFound = ({ origin, arrivedAt, foreseen }: FoundMail): WireFound[] => {
  const place = presentOrigin(origin);
  if (place === null) return [];
  return [
    {
      ...presentForeseen(foreseen),
      origin: place,
      internetMessageId: foreseen.message?.messageId ?? null,
      arrivedAt: arrivedAt === null ? null : toWire(arrivedAt),
    },
  ];
};
