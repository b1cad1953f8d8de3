import { useEffect, useEffectEvent } from 'react';
import type { Tracking } from '#shared/contracts/promotions.ts';
import { useNotify } from '../../components/notices.tsx';
import { useHost } from '../../office/host-context.ts';
import type { OpenItem } from '../../office/open-item.ts';
import { useMySettings } from '../../queries/settings.ts';
import { useStrings } from '../../strings/strings.ts';

/** P15: while the person wants it, a mail that they track carries the category; one they took off stays off. */
export const useCategoryMark = (item: OpenItem, tracking: Tracking | undefined): void => {
  const host = useHost();
  const notify = useNotify();
  const { tracking: words } = useStrings();
  const isMine = tracking?.state === 'tracked' && tracking.promotionId !== undefined;
  const settings = useMySettings(isMine && host.capabilities.categories ? 'now' : 'not yet');
  const wanted = isMine && settings.data?.markCategory === true;
  const mark = useEffectEvent(() => {
    host.mark(item, 'tracked').then(
      (result) => {
        if (result === 'impossible') notify({ intent: 'warning', text: words.markImpossible });
      },
      // Another mail is open by now, or Outlook is busy: the mark is set the next time this one is looked at.
      () => undefined,
    );
  });
  // Once per item: the person may take the mark off while the mail stays open.
  useEffect(() => {
    if (wanted) mark();
  }, [wanted, item.key]);
};
