import { consoleAddress } from '../console-address.ts';
import type { PageConfig } from '../config.ts';
import { CardPage } from '../features/people/card-page.tsx';
import { ChoosePage } from '../features/people/choose-page.tsx';
import { partiesOf } from '../features/people/parties-of.ts';
import { RegardingPage } from '../features/regarding/regarding-page.tsx';
import type { OpenItem } from '../office/open-item.ts';
import { useThreadIds } from '../queries/thread-ids.ts';
import { AddPerson } from './add-person.tsx';
import type { View } from './views.ts';

interface ItemPageProps {
  readonly view: View;
  readonly item: OpenItem;
  readonly config: PageConfig;
  readonly go: (view: View) => void;
  readonly back: () => void;
}

/** The pages that lie over the open mail; a chunk of their own, fetched when the first is opened. */
export const ItemPage = ({ view, item, config, go, back }: ItemPageProps) => {
  switch (view.page) {
    case 'regarding':
      return <Regarding back={back} item={item} view={view} />;
    case 'card':
      return (
        <CardPage
          address={consoleAddress(config, { record: view.record })}
          key={`${view.record.type}:${view.record.id}`}
          onBack={back}
          onOpen={(record) => go({ page: 'card', record })}
          record={view.record}
        />
      );
    case 'choose':
      return <ChoosePage onBack={back} party={view.party} />;
    case 'add':
      return <AddPerson item={item} onBack={back} party={view.party} />;
    case 'mail':
      return null;
  }
};

interface RegardingProps extends Pick<ItemPageProps, 'item' | 'back'> {
  readonly view: Extract<View, { page: 'regarding' }>;
}

const Regarding = ({ view, item, back }: RegardingProps) => {
  const inReplyTo = useThreadIds(item);
  return (
    <RegardingPage
      chosen={view.wish.chosen}
      for={view.wish.for}
      mail={{
        addresses: partiesOf(item).map(({ address }) => address),
        internetMessageId: item.internetMessageId,
        inReplyTo: inReplyTo ?? [],
      }}
      onAnswer={(answer) => {
        view.settle(answer);
        back();
      }}
    />
  );
};
