import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useNotify } from '../../components/notices.tsx';
import { useKeeping, useKept } from '../../offline/keeper-context.ts';
import type { KeptPromotion } from '../../offline/kept-promotion.ts';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } });

/** P14: what can be done about the open mail while its promotion waits here. */
export const KeptMail = ({ kept }: { readonly kept: KeptPromotion }) => {
  const styles = useStyles();
  const { offline: words } = useStrings();
  const notify = useNotify();
  const keeping = useKeeping();
  const { sendingId } = useKept();
  const discard = async () => {
    const stood = await keeping.discard(kept.id);
    notify({ intent: stood ? 'success' : 'warning', text: stood ? words.discarded : words.alreadySent });
  };
  return (
    <div className={styles.row}>
      {kept.state.kind === 'waiting' && (
        <Button disabledFocusable={sendingId !== null} onClick={() => void keeping.send()}>
          {words.sendNow}
        </Button>
      )}
      <ConfirmDialog
        action={words.discard}
        keep={words.keep}
        onConfirm={() => void discard()}
        says={words.discardSays}
        title={words.discardTitle}
      />
    </div>
  );
};
