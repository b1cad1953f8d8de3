import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { syncOffers } from '#shared/model/sync-offers.ts';
import { useMutation } from '@tanstack/react-query';
import { Message } from '../../components/message.tsx';
import { useLanguage } from '../../strings/strings.ts';
import { useTopic } from '../../strings/topics.ts';
import type { OutlookSync, Synchronizer } from '../../synchronization/synchronizer.ts';

type Kind = (typeof syncOffers)['graph'][number];

const useStyles = makeStyles({
  missing: { display: 'flex', flexDirection: 'column', alignItems: 'start', gap: tokens.spacingVerticalXS },
});

const kindsOf = ({ account }: OutlookSync, found: boolean): Kind[] =>
  (account?.settings.kinds ?? []).filter((kind) => account?.found.includes(kind) === found);

/** What is wished for and was found in the mailbox: nothing else is synchronized. */
export const synchronizedKinds = (known: OutlookSync): Kind[] => kindsOf(known, true);

/** Names kinds as a sentence does: one, two and three. */
export const useKindNames = (): ((kinds: readonly Kind[]) => string) => {
  const { kinds: names } = useTopic('outlookSync');
  const list = new Intl.ListFormat(useLanguage(), { type: 'conjunction' });
  return (kinds) => list.format(kinds.map((kind) => names[kind]));
};

interface MissingKindsProps {
  readonly known: OutlookSync;
  readonly synchronizer: Synchronizer;
}

/** I3: what Microsoft did not let this Outlook find is said, and asked for again by a click. */
export const MissingKinds = ({ known, synchronizer }: MissingKindsProps) => {
  const styles = useStyles();
  const words = useTopic('outlookSync');
  const name = useKindNames();
  // Why it is refused stands above, as the synchronizer tells it.
  const asking = useMutation({ mutationFn: () => synchronizer.connect() });
  const missing = kindsOf(known, false);
  if (missing.length === 0) return null;
  return (
    <div className={styles.missing}>
      <Message intent="warning">{words.missing(name(missing))}</Message>
      <Button disabledFocusable={asking.isPending} onClick={() => asking.mutate()} size="small">
        {asking.isPending ? words.connecting : words.askAgain}
      </Button>
    </div>
  );
};
