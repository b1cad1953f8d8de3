import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Instant } from '#shared/model/instant.ts';
import { isNearlyUsedUp, signedId, writeClassic, writeSigned } from '../../domain/tokens/token-text.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';

export interface TokenNeeds {
  readonly signer: TokenSigner;
}

export interface MailToMark {
  readonly settings: Pick<OrganizationSettings, 'token'>;
  /** The author, whose counter a classic token takes. */
  readonly userId: string;
  readonly at: Instant;
}

export interface MintedToken {
  /** What goes into the subject, by `subjectWithToken`. */
  readonly text: string;
  /** By which an answer finds the mail again. */
  readonly key: string;
}

/**
 * T1, T6: the next tracking token, for a mail whose activity comes later; null when tokens are switched off (T7). T5: the
 * mail that reaches 90 % of a user's counter is told in the journal.
 */
export const nextToken = async (
  { signer }: TokenNeeds,
  tx: StoreWrite,
  mail: MailToMark,
): Promise<MintedToken | null> => {
  const { token } = mail.settings;
  switch (token.mode) {
    case 'off':
      return null;
    case 'signed': {
      const id = signedId(await tx.tokens.nextSignedNumber());
      return writeSigned(token.prefix, id, signer.sign(tx.organizationId, 'token', id));
    }
    case 'classic': {
      const numbers = await tx.tokens.nextClassicNumbers(mail.userId);
      if (isNearlyUsedUp(token, numbers.mail))
        await tx.journal.append([
          {
            kind: 'token.nearlyUsedUp',
            subjectId: mail.userId,
            at: mail.at,
            actorId: mail.userId,
            reason: 'counter',
            after: { used: numbers.mail, counterDigits: token.counterDigits },
          },
        ]);
      return writeClassic(token, numbers);
    }
  }
};

/** The next tracking token for a mail that is about to leave, tied to its activity. */
export const mintToken = async (
  needs: TokenNeeds,
  tx: StoreWrite,
  mail: MailToMark & { readonly activityId: string },
): Promise<MintedToken | null> => {
  const minted = await nextToken(needs, tx, mail);
  if (minted !== null) await tx.tokens.add({ key: minted.key, activityId: mail.activityId, sentAt: mail.at });
  return minted;
};
