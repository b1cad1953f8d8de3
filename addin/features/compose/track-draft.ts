import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ApiError } from '../../api/api-error.ts';
import type { DraftState, KeptTicket, OpenDraft } from '../../office/open-draft.ts';
import type { IssuedTicket, Ticket, TicketCalls } from '../../queries/track-tickets.ts';
import { type DraftSender, senderOf } from './draft-sender.ts';

/** How the server learns that the mail was sent, in this Outlook. */
export type Way = Ticket['way'];

/** Track on send as it stands for the draft. */
export interface TrackedDraft {
  readonly kept: KeptTicket;
  readonly regarding: readonly NamedRecordRef[];
  readonly way: Way;
  /** Stands at the end of the subject once it is written there, to be taken off again. */
  readonly subjectToken: string | null;
  readonly dropAddress: string | null;
  readonly sender: DraftSender;
}

/** What a draft is proposed to be, when it is opened. */
export interface Opening {
  readonly tracked: TrackedDraft | null;
  /** The tracked mail it answers, whose regarding is proposed. */
  readonly answers: { readonly activityId: string; readonly subject: string } | null;
}

export interface TrackingNeeds {
  readonly draft: OpenDraft;
  readonly calls: TicketCalls;
  /** Below /api/v1, absolute. */
  readonly apiAddress: string;
}

const refsOf = (regarding: readonly NamedRecordRef[]) => regarding.map(({ type, id }) => ({ type, id }));

export const factsOf = ({ subject, to, cc, bcc }: DraftState) => ({
  subject: subject.slice(0, 2_000),
  to: to.slice(0, 1_000).map(personOf),
  cc: cc.slice(0, 1_000).map(personOf),
  bcc: bcc.slice(0, 1_000).map(personOf),
});

const personOf = ({ address, name }: { address: string; name: string }) => ({ address, name });

const wayOf = async (draft: OpenDraft): Promise<Way> => ((await draft.hasSendEvent()) ? 'sendEvent' : 'sentItem');

const sendingUrl = (apiAddress: string, { ticketId }: IssuedTicket): string =>
  `${apiAddress}/track-tickets/${encodeURIComponent(ticketId)}/sending`;

/** What the server says of a ticket and the pane shows. */
const asAnswered = ({ regarding, way, subjectToken, dropAddress }: Ticket) => ({
  regarding,
  way,
  subjectToken,
  dropAddress,
});

/** Switches Track on: a ticket of the server, marked on the draft wherever this Outlook can. Taken back when it cannot. */
export const trackDraft = async (
  { draft, calls, apiAddress }: TrackingNeeds,
  wish: { readonly regarding: readonly NamedRecordRef[] | null; readonly answers: string | null },
): Promise<TrackedDraft> => {
  const state = await draft.read();
  const issued = await calls.create({
    way: await wayOf(draft),
    draft: factsOf(state),
    ...(state.from === null ? {} : { onBehalfOf: state.from.address }),
    ...(wish.regarding === null ? {} : { regarding: refsOf(wish.regarding) }),
    ...(wish.answers === null ? {} : { answers: wish.answers }),
  });
  const kept = { id: issued.id, headerName: issued.headerName, headerValue: issued.headerValue };
  try {
    await draft.keep({ ...kept, sendingUrl: sendingUrl(apiAddress, issued), subjectToken: issued.subjectToken });
  } catch (error) {
    await calls.withdraw(issued.id);
    throw error;
  }
  const tracked = { ...asAnswered(issued), kept, sender: senderOf(issued, state.from?.address ?? null) };
  // Who sends at once has the token in the subject already; without it the mail is known by its mark.
  if (tracked.subjectToken !== null && tracked.way !== 'sendEvent')
    await tellDraft({ draft, calls }, tracked, await draft.read()).catch(() => undefined);
  return tracked;
};

/** Switches Track off: nothing is left on the draft or on the server. */
export const untrackDraft = async ({ draft, calls }: TrackingNeeds, tracked: TrackedDraft): Promise<void> => {
  await draft.forget(tracked.kept);
  if (tracked.subjectToken !== null)
    await draft.setSubject(withoutToken((await draft.read()).subject, tracked.subjectToken));
  if (tracked.way === 'dropAddress' && tracked.dropAddress !== null) await draft.removeBcc(tracked.dropAddress);
  await calls.withdraw(tracked.kept.id);
};

/** What the draft was left with before, else what it is proposed: an answer to a tracked mail opens with Track on. */
export const openTracking = async (needs: TrackingNeeds): Promise<Opening> => {
  const { draft, calls } = needs;
  const kept = await draft.kept();
  const ticket = kept === null ? null : await findOpen(calls, kept.id);
  if (kept !== null && ticket !== null) {
    return { tracked: { ...asAnswered(ticket), kept, sender: senderOf(ticket) }, answers: null };
  }
  if (draft.composeType === 'newMail') return { tracked: null, answers: null };
  const { answers, regarding } = await calls.propose(draft);
  if (answers === null) return { tracked: null, answers: null };
  return { tracked: await trackDraft(needs, { regarding, answers: answers.activityId }), answers };
};

/** Null when it was withdrawn elsewhere, or its mail was sent: a draft copied from that one begins anew. */
const findOpen = async (calls: TicketCalls, id: string): Promise<Ticket | null> => {
  try {
    const ticket = await calls.find(id);
    return ticket.activityId === null ? ticket : null;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'ticket_not_found') return null;
    throw error;
  }
};

/**
 * Tells the server what the draft says, so that the sent mail is recognised, and writes the token into the subject where no
 * event of Outlook will do it when the mail is sent (T1).
 */
export const tellDraft = async (
  { draft, calls }: Pick<TrackingNeeds, 'draft' | 'calls'>,
  { kept, way }: Pick<TrackedDraft, 'kept' | 'way'>,
  state: DraftState,
): Promise<void> => {
  const { subjectToWrite } = await calls.change(kept.id, { draft: factsOf(state) });
  if (way === 'sendEvent' || subjectToWrite === null) return;
  // Somebody writes on: the next look tells the rest.
  if ((await draft.read()).subject === state.subject) await draft.setSubject(subjectToWrite);
};

/** P13: the draft is sent as somebody else by now; a blind copy then goes to the drop address of whom it is tracked for. */
export const changeSender = async (
  { draft, calls }: TrackingNeeds,
  now: TrackedDraft,
  from: string | null,
): Promise<TrackedDraft> => {
  const ticket = await calls.change(now.kept.id, { onBehalfOf: from });
  const { dropAddress } = ticket;
  if (now.way === 'dropAddress' && dropAddress !== now.dropAddress) {
    if (now.dropAddress !== null) await draft.removeBcc(now.dropAddress);
    if (dropAddress !== null) await draft.addBcc(dropAddress);
  }
  return { ...now, dropAddress, sender: senderOf(ticket, from) };
};

const withoutToken = (subject: string, token: string): string =>
  subject.endsWith(token) ? subject.slice(0, -token.length).trimEnd() : subject;
