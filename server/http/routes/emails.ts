import * as contracts from '#shared/contracts/emails.ts';
import * as senders from '#shared/contracts/senders.ts';
import { z } from 'zod';
import type { Actor } from '../../domain/actor.ts';
import { changeEmail } from '../../usecases/outbound/change-email.ts';
import { attachFile, deleteDraft, detachFile } from '../../usecases/outbound/draft-files.ts';
import { allowedPrincipals } from '../../usecases/outbound/allowed-principals.ts';
import { listSenders, permitSender } from '../../usecases/outbound/senders.ts';
import { retrySentCopy } from '../../usecases/outbound/retry-sent-copy.ts';
import { cancelEmail, resendEmail, settleUncertain } from '../../usecases/outbound/steer-email.ts';
import { submitEmail, type SubmitNeeds } from '../../usecases/outbound/submit-email.ts';
import { viewEmail, viewEmails } from '../../usecases/outbound/view-emails.ts';
import { writeEmail } from '../../usecases/outbound/write-email.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { idempotencyOf } from '../idempotency.ts';
import { presentEmail, presentEmailDetail } from '../present/email.ts';
import type { RouteMaker } from '../route.ts';
import { changesOf, fileOf, wishOf } from './email-wish.ts';

const IdCursor = z.object({ id: z.string().max(64) });

/** Mail that starts here: drafts, and handing them over. */
export const emailRoutes = (route: RouteMaker, needs: SubmitNeeds): void => {
  const write = writeEmail(needs);
  const change = changeEmail(needs);
  const submit = submitEmail(needs);
  const attach = attachFile(needs);
  const shown = async (actor: Actor, emailId: string) => presentEmailDetail(await viewEmail(needs)(actor, emailId));
  route(contracts.createEmail, async ({ actor, body, request }) => {
    const attachments = (body.attachments ?? []).map((each, index) =>
      fileOf(each, `attachments[${index}].contentBase64`),
    );
    const idempotency = idempotencyOf(request, needs.digests);
    return shown(actor, await write(actor, { wish: wishOf(body), attachments, idempotency }));
  });
  route(contracts.listEmails, async ({ actor, query }) => {
    const after = readCursor(query.cursor, IdCursor)?.id ?? null;
    const { views, next } = await viewEmails(needs)(actor, {
      status: query.status ?? null,
      recipientState: query.recipientState ?? null,
      after,
      limit: query.limit,
    });
    return { items: views.map(presentEmail), nextCursor: next === null ? null : writeCursor({ id: next }) };
  });
  route(contracts.getEmail, ({ actor, params }) => shown(actor, params.emailId));
  route(contracts.changeEmail, async ({ actor, params, body }) => {
    await change(actor, params.emailId, changesOf(body));
    return shown(actor, params.emailId);
  });
  route(contracts.deleteEmail, async ({ actor, params }) => {
    await deleteDraft(needs)(actor, params.emailId);
    return undefined;
  });
  route(contracts.addEmailAttachment, ({ actor, params, body }) =>
    attach(actor, params.emailId, fileOf(body, 'contentBase64')),
  );
  route(contracts.removeEmailAttachment, async ({ actor, params }) => {
    await detachFile(needs)(actor, params.emailId, params.n);
    return undefined;
  });
  route(contracts.sendEmail, async ({ actor, params, request }) => {
    await submit(actor, params.emailId, idempotencyOf(request, needs.digests));
    return shown(actor, params.emailId);
  });
};

/** What is asked for of a mail that was handed over. */
export const steeringRoutes = (route: RouteMaker, needs: SubmitNeeds): void => {
  const cancel = cancelEmail(needs);
  const resend = resendEmail(needs);
  const settle = settleUncertain(needs);
  const shown = async (actor: Actor, emailId: string) => presentEmailDetail(await viewEmail(needs)(actor, emailId));
  route(contracts.cancelEmail, async ({ actor, params }) => {
    await cancel(actor, params.emailId);
    return shown(actor, params.emailId);
  });
  route(contracts.resendEmail, async ({ actor, params, body }) => {
    await resend(actor, params.emailId, body.recipients);
    return shown(actor, params.emailId);
  });
  route(contracts.keepSentCopy, async ({ actor, params }) => {
    await retrySentCopy(needs)(actor, params.emailId);
    return shown(actor, params.emailId);
  });
  route(contracts.settleUncertain, async ({ actor, params, body }) => {
    await settle(actor, params.emailId, body);
    return shown(actor, params.emailId);
  });
};

/** Who may send as whom. */
export const senderRoutes = (route: RouteMaker, needs: Pick<SubmitNeeds, 'store' | 'clock'>): void => {
  const permit = permitSender(needs);
  const of = ({ senderType, senderId }: { senderType: 'user' | 'queue'; senderId: string }) => ({
    type: senderType,
    id: senderId,
  });
  route(senders.listPrincipals, ({ actor }) =>
    needs.store.read(actor.organizationId, async (read) => ({
      items: (await allowedPrincipals(read, actor)).map((each) => ({ ...each, addresses: [...each.addresses] })),
    })),
  );
  route(senders.listSenders, async ({ actor, params }) => ({
    items: (await listSenders(needs)(actor, of(params))).map(({ id, name }) => ({ id, name })),
  }));
  route(senders.allowSender, async ({ actor, params }) => {
    await permit(actor, of(params), { userId: params.userId, allowed: true });
    return undefined;
  });
  route(senders.forbidSender, async ({ actor, params }) => {
    await permit(actor, of(params), { userId: params.userId, allowed: false });
    return undefined;
  });
};
