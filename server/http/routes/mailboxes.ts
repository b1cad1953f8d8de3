import * as folderContracts from '#shared/contracts/mailbox-folders.ts';
import * as contracts from '#shared/contracts/mailboxes.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Response } from 'express';
import type { Actor } from '../../domain/actor.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import { addMailbox, addOwnMailbox } from '../../usecases/mailboxes/add-mailbox.ts';
import {
  approveMailbox,
  consentToSettlement,
  enableMailbox,
  removeMailbox,
} from '../../usecases/mailboxes/admit-mailbox.ts';
import { backFill, type BackFillNeeds } from '../../usecases/mailboxes/back-fill.ts';
import { changeMailbox, setOwnSecret } from '../../usecases/mailboxes/change-mailbox.ts';
import { getMailbox } from '../../usecases/mailboxes/get-mailbox.ts';
import { listMailboxFolders } from '../../usecases/mailboxes/list-folders.ts';
import type { MailboxNeeds } from '../../usecases/mailboxes/mailbox-needs.ts';
import { previewMailbox, type PreviewNeeds } from '../../usecases/mailboxes/preview-mailbox.ts';
import { setMailboxFolders } from '../../usecases/mailboxes/set-folders.ts';
import { testIncoming, testMailbox } from '../../usecases/mailboxes/test-mailbox.ts';
import { presentFilled, presentMailbox, presentPreviewed } from '../present/mailbox.ts';
import { answered, type RouteMaker } from '../route.ts';
import { readIfMatch, sendVersion } from '../version-tag.ts';

const shownBy = ({ store }: MailboxNeeds) => {
  const shown = ({ organizationId }: Actor, mailboxes: readonly StoredMailbox[]) =>
    store.read(organizationId, async (read) => {
      const names = await read.mailboxes.ownerNames();
      return mailboxes.map((mailbox) => presentMailbox(mailbox, names));
    });
  const send = async (
    response: Response,
    { actor, mailbox, status = 200 }: { actor: Actor; mailbox: StoredMailbox; status?: number },
  ): Promise<typeof answered> => {
    const [wire] = await shown(actor, [mailbox]);
    sendVersion(response, mailbox.version);
    response.status(status).json(wire);
    return answered;
  };
  return { shown, send };
};

/** A26, A13: what people decide of their own mailboxes. */
const ownRoutes = (route: RouteMaker, needs: MailboxNeeds & BackFillNeeds): void => {
  const { shown, send } = shownBy(needs);
  route(contracts.listMyMailboxes, async ({ actor }) => ({
    items: await shown(
      actor,
      await needs.store.read(actor.organizationId, (read) => read.mailboxes.ofUser(actor.userId)),
    ),
  }));
  route(contracts.addMyMailbox, async ({ actor, body, response }) =>
    send(response, {
      actor,
      mailbox: await addOwnMailbox(needs)(actor, { ...body, takesOver: body.takeOver ?? false }),
      status: 201,
    }),
  );
  route(contracts.setMyMailboxSecret, async ({ actor, params, body, response }) =>
    send(response, { actor, mailbox: await setOwnSecret(needs)(actor, params.mailboxId, body.secret) }),
  );
  route(contracts.consentToSettlement, async ({ actor, params, body, response }) =>
    send(response, { actor, mailbox: await consentToSettlement(needs)(actor, params.mailboxId, body.consents) }),
  );
  route(contracts.backFillMailbox, async ({ actor, params, body }) => {
    const { items, nextSince } = await backFill(needs)(actor, params.mailboxId, body);
    return { items: items.map(presentFilled), nextSince: nextSince === null ? null : toWire(nextSince) };
  });
};

/** A1, A13, A25, A26: mailboxes that are fetched. */
export const mailboxRoutes = (route: RouteMaker, needs: MailboxNeeds & PreviewNeeds & BackFillNeeds): void => {
  const { store } = needs;
  const { shown, send } = shownBy(needs);
  route(contracts.listMailboxes, async ({ actor }) => ({
    items: await shown(actor, await store.read(actor.organizationId, (read) => read.mailboxes.list())),
  }));
  route(contracts.addMailbox, async ({ actor, body, response }) => {
    const { organizationId, userId: actorId } = actor;
    const settlement = body.settlement ?? null;
    const state = { trustedHost: false, approved: true, enabled: false, cursor: null };
    const takeOver = body.takeOver === true ? { isAdministrator: true, signedIn: false } : null;
    const given = { ...body, ...state, settlement, organizationId, actorId, takeOver };
    return send(response, { actor, mailbox: await addMailbox(needs)(given), status: 201 });
  });
  route(contracts.getMailbox, async ({ actor, params, response }) => {
    const mailbox = await store.read(actor.organizationId, (read) => getMailbox(read, params.mailboxId));
    return send(response, { actor, mailbox });
  });
  route(contracts.changeMailbox, async ({ actor, params, body, request, response }) => {
    const change = { changes: body, expected: readIfMatch(request) };
    return send(response, { actor, mailbox: await changeMailbox(needs)(actor, params.mailboxId, change) });
  });
  route(contracts.removeMailbox, async ({ actor, params }) => {
    await removeMailbox(needs)(actor, params.mailboxId);
    return undefined;
  });
  route(contracts.testMailbox, ({ actor, params }) => testMailbox(needs)(actor, params.mailboxId));
  route(contracts.testIncoming, ({ body }) => testIncoming(needs)(body));
  route(contracts.approveMailbox, async ({ actor, params, body, response }) =>
    send(response, {
      actor,
      mailbox: await approveMailbox(needs)(actor, params.mailboxId, { ...body, takesOver: body.takeOver ?? false }),
    }),
  );
  route(contracts.enableMailbox, async ({ actor, params, body, response }) =>
    send(response, {
      actor,
      mailbox: await enableMailbox(needs)(actor, params.mailboxId, { ...body, takesOver: body.takeOver ?? false }),
    }),
  );
  route(contracts.previewMailbox, async ({ actor, params, body }) => {
    const { items, more } = await previewMailbox(needs)(actor, params.mailboxId, body);
    return { items: items.map(presentPreviewed), more };
  });
  route(folderContracts.listMailboxFolders, async ({ actor, params }) => {
    const { names, inbox, sent } = await listMailboxFolders(needs)(actor, params.mailboxId);
    return { items: [...names], inbox, sent };
  });
  route(folderContracts.setMailboxFolders, async ({ actor, params, body, response }) =>
    send(response, { actor, mailbox: await setMailboxFolders(needs)(actor, params.mailboxId, body.folders) }),
  );
  ownRoutes(route, needs);
};
