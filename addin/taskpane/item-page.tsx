import { RegardingPage } from '../features/regarding/regarding-page.tsx';
import type { PageConfig } from '../config.ts';
import { partiesOf } from '../features/people/parties-of.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useThreadIds } from './use-thread-ids.ts';
import type { View } from './views.ts';

interface ItemPageProps {
  readonly view: View;
  readonly item: OpenItem;
  readonly config: PageConfig;
  readonly back: () => void;
}

/** The pages that lie over the open mail; a chunk of their own, fetched when the first is opened. */
export const ItemPage = ({ view, item, back }: ItemPageProps) => {
  const inReplyTo = useThreadIds(item);
  switch (view.page) {
    case 'regarding':
      return (
        <RegardingPage
          chosen={view.wish.chosen}
          for={view.wish.for}
          mail={{
            addresses: partiesOf(item).map(({ address }) => address),
            internetMessageId: item.internetMessageId,
            inReplyTo,
          }}
          onAnswer={(answer) => {
            view.settle(answer);
            back();
          }}
        />
      );
    default:
      return null;
  }
};
