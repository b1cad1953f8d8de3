import type { Notice } from '../../mailbox/model.ts';
import { officeError, ok, refused } from '../answers.ts';
import type { Calls } from '../call.ts';
import { changeItem, onItem } from '../call.ts';
import { field, numberOf, textOf } from '../params.ts';

/** An add-in may show at most five bars on an item. */
const mostNotices = 5;

export const noticeCalls: Calls = {
  33: onItem((item, params, caller) => {
    if (item.notices.some((one) => one.key === textOf(params, 'key')))
      return refused(officeError.duplicateNotificationKey);
    if (item.notices.length >= mostNotices) return refused(officeError.numberOfNotificationsExceeded);
    changeItem(caller, { notices: [...item.notices, noticeFrom(params)] });
    return ok();
  }),
  34: onItem((item) => ok(item.notices)),
  35: onItem((item, params, caller) => {
    const notice = noticeFrom(params);
    if (!item.notices.some((one) => one.key === notice.key)) return refused(officeError.notificationKeyNotFound);
    changeItem(caller, { notices: item.notices.map((one) => (one.key === notice.key ? notice : one)) });
    return ok();
  }),
  36: onItem((item, params, caller) => {
    const kept = item.notices.filter((one) => one.key !== textOf(params, 'key'));
    if (kept.length === item.notices.length) return refused(officeError.notificationKeyNotFound);
    changeItem(caller, { notices: kept });
    return ok();
  }),
};

function noticeFrom(params: unknown): Notice {
  const icon = textOf(params, 'icon');
  const persistent = field(params, 'persistent');
  const actions = field(params, 'actions');
  return {
    key: textOf(params, 'key'),
    type: numberOf(params, 'type'),
    message: textOf(params, 'message'),
    ...(icon === '' ? {} : { icon }),
    ...(typeof persistent === 'boolean' ? { persistent } : {}),
    ...(actions === undefined ? {} : { actions }),
  };
}
