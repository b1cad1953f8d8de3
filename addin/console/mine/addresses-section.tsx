import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { type OwnAddress, useMyAddresses } from '../../queries/my-addresses.ts';
import { useExactMoment } from '../../strings/strings.ts';
import { useMineWords } from '../console-strings.ts';

const useStyles = makeStyles({
  says: { margin: 0, maxWidth: '70ch' },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  item: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  address: { overflowWrap: 'anywhere', userSelect: 'all' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** P20: one's own addresses; one is added by a code that is sent there. */
export const AddressesSection = () => {
  const styles = useStyles();
  const { addresses: words } = useMineWords();
  const mine = useMyAddresses();
  const { addresses, add, confirm, remove } = mine;
  const failed = [add, confirm, remove].find(({ isError }) => isError);
  return (
    <Section title={words.title}>
      <p className={styles.says}>{words.lead}</p>
      {addresses.isError && <ErrorNotice error={addresses.error} onRetry={() => void addresses.refetch()} />}
      {addresses.isPending && <TextSkeleton lines={3} />}
      {addresses.data && (
        <ul aria-label={words.title} className={styles.list}>
          {addresses.data.items.map((own) => (
            <li className={styles.item} key={own.address}>
              {own.confirmed ? <Confirmed mine={mine} own={own} /> : <Waiting mine={mine} own={own} />}
            </li>
          ))}
        </ul>
      )}
      {failed && <Refused error={failed.error} />}
      {addresses.data && <AddForm mine={mine} />}
    </Section>
  );
};

interface MineProps {
  readonly mine: ReturnType<typeof useMyAddresses>;
}

interface OwnProps extends MineProps {
  readonly own: OwnAddress;
}

/** What is refused here has a sentence of its own; everything else is said as everywhere. */
const Refused = ({ error }: { readonly error: unknown }) => {
  const { addresses: words } = useMineWords();
  const says = error instanceof ApiError ? words.errors[error.code] : undefined;
  if (says === undefined) return <ErrorNotice error={error} />;
  return (
    <div role="alert">
      <Message intent="error">{says}</Message>
    </div>
  );
};

/** What one did, said; the errors of what one did before are gone then. */
const useSteps = ({ add, confirm, remove }: MineProps['mine']) => {
  const { addresses: words } = useMineWords();
  const notify = useNotify();
  const begin = () => [add, confirm, remove].forEach(({ reset }) => reset());
  const done = (text: string) => notify({ intent: 'success', text });
  return {
    send: (address: string, after?: () => void) => {
      begin();
      add.mutate(address, {
        onSuccess: () => {
          done(words.sent(address));
          after?.();
        },
      });
    },
    prove: (address: string, code: string) => {
      begin();
      confirm.mutate({ address, code }, { onSuccess: () => done(words.confirmed(address)) });
    },
    remove: (address: string) => {
      begin();
      remove.mutate(address, { onSuccess: () => done(words.removed(address)) });
    },
  };
};

const Confirmed = ({ own: { address, primary }, mine }: OwnProps) => {
  const styles = useStyles();
  const { addresses: words } = useMineWords();
  const steps = useSteps(mine);
  return (
    <div className={styles.row}>
      <span className={styles.address}>{address}</span>
      {primary ? (
        <span className={styles.quiet}>{words.signIn}</span>
      ) : (
        <ConfirmDialog
          action={words.remove}
          keep={words.keep}
          label={words.removeFor(address)}
          onConfirm={() => steps.remove(address)}
          says={words.removeSays}
          size="small"
          title={words.removeTitle(address)}
        />
      )}
    </div>
  );
};

const Waiting = ({ own: { address, expiresAt }, mine }: OwnProps) => {
  const styles = useStyles();
  const { addresses: words } = useMineWords();
  const moment = useExactMoment();
  const steps = useSteps(mine);
  const [code, setCode] = useState('');
  const prove = (event: SyntheticEvent) => {
    event.preventDefault();
    if (code.trim() !== '') steps.prove(address, code);
  };
  return (
    <>
      <div className={styles.row}>
        <span className={styles.address}>{address}</span>
        {expiresAt !== null && <span className={styles.quiet}>{words.waits(moment(expiresAt))}</span>}
      </div>
      <form className={styles.form} onSubmit={prove}>
        <Field label={words.code(address)}>
          <Input
            autoComplete="one-time-code"
            maxLength={100}
            onChange={(_event, { value }) => setCode(value)}
            value={code}
          />
        </Field>
        <Button appearance="primary" disabledFocusable={mine.confirm.isPending} type="submit">
          {words.confirm}
        </Button>
        <Button
          aria-label={words.againFor(address)}
          disabledFocusable={mine.add.isPending}
          onClick={() => steps.send(address)}
        >
          {words.again}
        </Button>
        <Button aria-label={words.takeBackFor(address)} onClick={() => steps.remove(address)}>
          {words.takeBack}
        </Button>
      </form>
    </>
  );
};

const AddForm = ({ mine }: MineProps) => {
  const styles = useStyles();
  const { addresses: words } = useMineWords();
  const steps = useSteps(mine);
  const [address, setAddress] = useState('');
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (address.trim() !== '') steps.send(address.trim(), () => setAddress(''));
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <Field label={words.another}>
        <Input
          autoComplete="email"
          inputMode="email"
          maxLength={320}
          onChange={(_event, { value }) => setAddress(value)}
          value={address}
        />
      </Field>
      <Button disabledFocusable={mine.add.isPending} type="submit">
        {words.send}
      </Button>
    </form>
  );
};
