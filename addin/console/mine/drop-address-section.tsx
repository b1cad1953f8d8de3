import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useDropAddress } from '../../queries/drop-address.ts';
import { useMoment } from '../../strings/strings.ts';
import { useMineWords } from '../console-strings.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  address: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'all' },
  says: { margin: 0, maxWidth: '70ch' },
  quiet: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** A20: where a copy of one's own mail is tracked; shown, copied, and replaced by another. */
export const DropAddressSection = () => {
  const { drop: words } = useMineWords();
  const { address, make } = useDropAddress();
  return (
    <Section title={words.title}>
      {address.isError && <ErrorNotice error={address.error} onRetry={() => void address.refetch()} />}
      {address.isPending && <TextSkeleton lines={2} />}
      {address.data && <Shown make={make} stands={address.data} />}
      {make.isError && <ErrorNotice error={make.error} />}
    </Section>
  );
};

interface ShownProps {
  readonly stands: NonNullable<ReturnType<typeof useDropAddress>['address']['data']>;
  readonly make: ReturnType<typeof useDropAddress>['make'];
}

const Shown = ({ stands, make }: ShownProps) => {
  const styles = useStyles();
  const { drop: words } = useMineWords();
  const notify = useNotify();
  const moment = useMoment();
  const { address, madeAt, available } = stands;
  if (!available) return <p className={styles.says}>{words.unavailable}</p>;
  const another = () => make.mutate(undefined, { onSuccess: () => notify({ intent: 'success', text: words.made }) });
  if (address === null)
    return (
      <>
        <p className={styles.says}>{words.lead}</p>
        <div>
          <Button disabledFocusable={make.isPending} onClick={another}>
            {words.makeFirst}
          </Button>
        </div>
      </>
    );
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => notify({ intent: 'success', text: words.copied }),
      () => notify({ intent: 'error', text: words.notCopied }),
    );
  return (
    <>
      <p className={styles.says}>{words.lead}</p>
      <div className={styles.row}>
        <output aria-label={words.title} className={styles.address}>
          {address}
        </output>
        <Button onClick={() => void copy()} size="small">
          {words.copy}
        </Button>
        <ConfirmDialog
          action={words.another}
          keep={words.keep}
          onConfirm={another}
          says={words.anotherSays}
          size="small"
          title={words.anotherTitle}
        />
      </div>
      {madeAt !== null && <p className={styles.quiet}>{words.since(moment(madeAt))}</p>}
    </>
  );
};
