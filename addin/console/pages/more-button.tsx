import { Button } from '@fluentui/react-components';
import { useConsoleStrings } from '../console-strings.ts';

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** The next page of a list, asked for by hand: the place on the page never jumps. */
export const MoreButton = ({ pages }: { readonly pages: Pages }) => {
  const words = useConsoleStrings();
  if (!pages.hasNextPage) return null;
  return (
    <Button disabledFocusable={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      {pages.isFetchingNextPage ? words.loading : words.more}
    </Button>
  );
};
