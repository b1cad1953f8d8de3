import * as contracts from '#shared/contracts/change-notices.ts';
import { type NoticeNeeds, takeNotices } from '../../usecases/mailboxes/take-notices.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { answered, type RouteMaker } from '../route.ts';

/**
 * A1: the address that Microsoft Graph tells of news. Who has no right to tell gets the same answer as who has, so that
 * nobody learns which mailboxes there are.
 */
export const changeNoticeRoutes = (route: RouteMaker, needs: NoticeNeeds): void => {
  route(contracts.receiveChangeNotices, async ({ query, body, response }) => {
    const { organization: organizationId, mailbox: mailboxId, validationToken } = query;
    if (validationToken !== undefined) {
      response.status(200).type('text/plain').send(validationToken);
      return answered;
    }
    if (body?.value === undefined)
      throw new Refusal('invalid_request', 'Send the notices as application/json: { "value": [ … ] }.');
    await takeNotices(needs)({ organizationId, mailboxId, notices: body.value });
    return undefined;
  });
};
