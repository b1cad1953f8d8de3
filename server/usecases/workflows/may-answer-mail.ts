import { addressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import { type AnswerFacts, answerLimits, mayAnswer } from '../../domain/mail/may-answer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MessageReader } from '../../ports/message-reader.ts';
import type { Store } from '../../ports/store.ts';

export interface AnswerNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly reader: MessageReader;
}

/** Mail that is older when it is tracked was answered by somebody, or is not worth an answer any more. */
const answeredWithinMs = 86_400_000;

interface Asked {
  readonly organizationId: string;
  readonly readerId: string;
  readonly mail: ActivityView;
}

const factsOf = async (
  { store, clock }: AnswerNeeds,
  { organizationId, readerId, mail }: Asked,
): Promise<AnswerFacts & { readonly bytes: Uint8Array | null }> => {
  const now = clock.now();
  const key = addressKey(mail.parties.find(({ role }) => role === 'from')?.address ?? '');
  return store.read(organizationId, async (read) => {
    const lately = { since: (now - answerLimits.automaticWithinMs) as Instant };
    const page = { limit: answerLimits.automatic + 1, after: null };
    const seen = key === null ? [] : await read.activities.list(readerId, { ...lately, addressKey: key }, page);
    return {
      isOwnMail: (await read.outbox.find(mail.id)) !== null,
      answersInDay: key === null ? 0 : await read.workflows.answersSince(key, (now - answerLimits.dayMs) as Instant),
      // Mail of persons counts too: who writes that often needs no answer by a program.
      automaticInTwoHours: seen.filter(({ direction, id }) => direction === 'incoming' && id !== mail.id).length,
      bytes: mail.sourceSha256 === null ? null : await read.contents.read(mail.sourceSha256),
    };
  });
};

/** A19: why no program of ours answers this mail; null: it may (RFC 3834 section 2). */
export const refusesAnswer = async (needs: AnswerNeeds, asked: Asked): Promise<string | null> => {
  const { mail } = asked;
  if (mail.direction !== 'incoming') return 'it did not come from outside';
  if (needs.clock.now() - mail.sortAt > answeredWithinMs) return 'it is older than a day';
  const { bytes, ...facts } = await factsOf(needs, asked);
  if (bytes === null || mail.source !== 'original') return 'its original is not here, so nobody knows who wrote it';
  const reading = await needs.reader.read(bytes);
  if (reading.kind === 'unreadable') return 'its original cannot be read';
  const answer = mayAnswer(reading.message, facts);
  return answer.may ? null : answer.because;
};
