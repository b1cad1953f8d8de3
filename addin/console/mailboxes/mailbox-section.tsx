import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { mappingOf } from '../../components/mapping-of.ts';
import { Message } from '../../components/message.tsx';
import { Section } from '../../components/section.tsx';
import { type ShownMailbox, useMailboxStep, useTestMailbox } from '../../queries/mailboxes.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { useConsoleStrings, useMailboxWords } from '../console-strings.ts';
import { ServerSteps } from '../servers/server-steps.tsx';
import { ChangeMailbox } from './change-mailbox.tsx';
import { MailboxFolders } from './folder-picker.tsx';
import { MappingDialog } from './mapping-dialog.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});

interface MailboxProps {
  readonly mailbox: ShownMailbox;
}

const useLine = ({ approved, enabled, health, incoming, ownerName, owner }: ShownMailbox): string => {
  const words = useMailboxWords();
  const moment = useMoment();
  const state = !approved ? words.states.waiting : !enabled ? words.states.off : words.states[health.state];
  const host = incoming.protocol === 'graph' ? incoming.baseUrl : incoming.host;
  const who = owner.kind === 'sink' ? words.owners.sink : ownerName;
  const polled = health.lastPolledAt === null ? null : words.polled(moment(health.lastPolledAt));
  return [state, who, words.protocols[incoming.protocol], host, polled].filter(Boolean).join(' · ');
};

const Standing = ({ mailbox }: MailboxProps) => {
  const styles = useStyles();
  const { serverSays } = useConsoleStrings();
  const { problem } = mailbox.health;
  return (
    <>
      <p className={styles.quiet}>{useLine(mailbox)}</p>
      {problem !== null && <Message intent="warning">{serverSays(problem)}</Message>}
    </>
  );
};

/** One's own mailbox: how it goes, a new password, and what may be done in it (A13, A26). */
export const OwnMailbox = ({ mailbox }: MailboxProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const step = useMailboxStep(mailbox.id);
  const [secret, setSecret] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    step.mutate({ kind: 'secret', secret }, { onSuccess: () => setSecret('') });
  };
  return (
    <>
      <Standing mailbox={mailbox} />
      <form className={styles.row} onSubmit={submit}>
        <Field label={words.newSecret}>
          <Input
            autoComplete="new-password"
            onChange={(_event, { value }) => setSecret(value)}
            type="password"
            value={secret}
          />
        </Field>
        <Button disabledFocusable={secret === '' || step.isPending} type="submit">
          {words.setSecret}
        </Button>
      </form>
      <Checkbox
        checked={mailbox.ownerConsents}
        label={words.consent}
        onChange={(_event, { checked }) => step.mutate({ kind: 'consent', consents: checked === true })}
      />
      {step.isError && <ErrorNotice error={step.error} />}
      <MailboxFolders as="owner" mailbox={mailbox} />
    </>
  );
};

interface Switch {
  readonly says: string;
  readonly name: string;
  readonly run: () => void;
}

const useSwitches = (
  { address, approved, enabled }: ShownMailbox,
  step: ReturnType<typeof useMailboxStep>,
): Switch[] => {
  const words = useMailboxWords();
  return [
    {
      says: approved ? words.withdraw : words.approve,
      name: approved ? words.withdrawOf(address) : words.approveOf(address),
      run: () => step.mutate({ kind: 'approve', approved: !approved }),
    },
    {
      says: enabled ? words.disable : words.enable,
      name: enabled ? words.disableOf(address) : words.enableOf(address),
      run: () => step.mutate({ kind: 'enable', enabled: !enabled }),
    },
  ];
};

/** What administrators do with one mailbox. */
export const MailboxSection = ({ mailbox }: MailboxProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const { pane } = useStrings();
  const step = useMailboxStep(mailbox.id);
  const test = useTestMailbox();
  const [isChanging, setChanging] = useState(false);
  const switches = useSwitches(mailbox, step);
  const { address } = mailbox;
  const failed = [step, test].find((one) => one.isError && mappingOf(one.error) === null);
  return (
    <Section title={address}>
      <Standing mailbox={mailbox} />
      <div className={styles.row}>
        {switches.map(({ says, name, run }) => (
          <Button aria-label={name} disabledFocusable={step.isPending} key={name} onClick={run} size="small">
            {says}
          </Button>
        ))}
        <Button
          aria-label={words.testOf(address)}
          disabledFocusable={test.isPending}
          onClick={() => test.mutate(mailbox.id)}
          size="small"
        >
          {test.isPending ? words.testing : words.test}
        </Button>
        <Button
          aria-expanded={isChanging}
          aria-label={words.changeOf(address)}
          onClick={() => setChanging(!isChanging)}
          size="small"
        >
          {words.change}
        </Button>
        <ConfirmDialog
          action={words.remove}
          keep={pane.cancel}
          label={words.removeOf(address)}
          onConfirm={() => step.mutate({ kind: 'remove' })}
          says={words.removeSays}
          size="small"
          title={words.removeTitle}
        />
      </div>
      {isChanging && <ChangeMailbox key={mailbox.version} mailbox={mailbox} onDone={() => setChanging(false)} />}
      {failed && <ErrorNotice error={failed.error} />}
      <MappingDialog
        error={step.error}
        onNo={step.reset}
        onYes={() => {
          const asked = step.variables;
          if (asked?.kind === 'approve' || asked?.kind === 'enable') step.mutate({ ...asked, takeOver: true });
        }}
      />
      <div aria-live="polite">{test.data && <ServerSteps test={test.data} />}</div>
      <MailboxFolders as="administrator" mailbox={mailbox} />
    </Section>
  );
};
