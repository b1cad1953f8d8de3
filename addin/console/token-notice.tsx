import { Message } from '../components/message.tsx';
import { useUsedUpTokens } from '../queries/organization-settings.ts';
import { useConsoleStrings } from './console-strings.ts';
import { GoLink } from './go-link.tsx';

/** T5: tells administrators, in every room, that numbers of classic tokens come again soon, and what to do about it. */
export const TokenNotice = () => {
  const words = useConsoleStrings();
  const near = useUsedUpTokens().data ?? [];
  const [worst] = near;
  if (worst === undefined) return null;
  const more = near.length - 1;
  return (
    <Message actions={<GoLink to={{ room: 'settings' }}>{words.settings.token}</GoLink>} intent="warning">
      {words.settings.nearlyUsedUp(worst.user.name, String(worst.used), String(worst.capacity))}
      {more > 0 && ` ${words.settings.nearlyUsedUpMore(String(more))}`} {words.settings.whenUsedUp}
    </Message>
  );
};
