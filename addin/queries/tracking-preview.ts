import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';
import { withdraw } from './withdraw.ts';

export type PreviewedMail = CallOutput<'previewMailbox'>['items'][number];
/** The settings that are tried. */
export type TriedSettings = Omit<CallInput<'previewMailbox'>['body'], 'days' | 'limit'>;

/** One mail, as it is judged now and as it would be. */
export interface ComparedMail {
  readonly now: PreviewedMail;
  readonly then: PreviewedMail;
}

export interface Comparison {
  readonly mails: readonly ComparedMail[];
  readonly more: boolean;
}

const isSame = (one: PreviewedMail, other: PreviewedMail | undefined): boolean =>
  other !== undefined && one.at === other.at && one.sender === other.sender && one.subject === other.subject;

/** Both readings list the same mails in the same order, but for what came or went in between. */
const compare = (now: readonly PreviewedMail[], then: readonly PreviewedMail[]): ComparedMail[] => {
  const left = [...now];
  return then.flatMap((mail) => {
    const index = left.findIndex((one) => isSame(mail, one));
    const [found] = index === -1 ? [] : left.splice(index, 1);
    return found === undefined ? [] : [{ now: found, then: mail }];
  });
};

interface Asked {
  readonly mailboxId: string;
  readonly days: number;
  readonly tried: TriedSettings;
}

const mostMails = 200;

/** A10: what the mail of the last days would become by other settings, beside what it becomes now. Writes nothing. */
export const useComparison = () => {
  const { call } = useApi();
  return useMutation({
    mutationFn: async ({ mailboxId, days, tried }: Asked): Promise<Comparison> => {
      const ask = (settings: TriedSettings) =>
        call('previewMailbox', { params: { mailboxId }, body: { days, limit: mostMails, ...settings } });
      const then = await ask(tried);
      const now = await ask({});
      return { mails: compare(now.items, then.items), more: then.more };
    },
  });
};

export interface FillAsked {
  readonly mailboxId: string;
  readonly since: string;
  readonly until: string;
}

/** A1: what older mail would become; writes nothing. */
export const useFillPreview = () => {
  const { call } = useApi();
  return useMutation({
    mutationFn: async ({ mailboxId, since, until }: FillAsked): Promise<Comparison> => {
      const body = { since, until, limit: mostMails };
      const { items, more } = await call('previewMailbox', { params: { mailboxId }, body });
      // Nothing of it is tracked now: what would be is a change.
      return { mails: items.map((then) => ({ now: { ...then, promote: false }, then })), more };
    },
  });
};

/** What a back-fill did: how many mails it saw, which promotions came into being, and from where there is more. */
export interface Filled {
  readonly seen: number;
  readonly promotionIds: readonly string[];
  readonly nextSince: string | null;
}

/** A1: looks through older mail and tracks what the settings take. */
export const useBackFill = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ mailboxId, since, until }: FillAsked): Promise<Filled> => {
      const { items, nextSince } = await call('backFillMailbox', { params: { mailboxId }, body: { since, until } });
      const promotionIds = items.flatMap(({ promotionId }) => (promotionId === null ? [] : [promotionId]));
      return { seen: items.length, promotionIds, nextSince };
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['activities'] }),
  });
};

/** Withdraws what a back-fill tracked; an activity that nobody else tracks goes with it. */
export const useUndoBackFill = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (promotionIds: readonly string[]): Promise<void> => {
      for (const promotionId of promotionIds) await withdraw(call, promotionId, 'delete');
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['activities'] }),
  });
};
