import { Button } from '@fluentui/react-components';
import type { OpenItem } from '../office/open-item.ts';
import { useStrings } from '../strings/strings.ts';

interface ConversationButtonProps {
  readonly item: OpenItem;
  readonly onOpen: () => void;
}

/** Leads to the conversation of the open mail; a mail without an id has none that could be looked for. */
export const ConversationButton = ({ item, onOpen }: ConversationButtonProps) => {
  const { several } = useStrings();
  if (item.internetMessageId === null) return null;
  return (
    <Button onClick={onOpen} size="small">
      {several.conversation}
    </Button>
  );
};
