import { Button, makeStyles } from '@fluentui/react-components';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { sayError } from '../../components/error-text.ts';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { type Email, useEmailActions } from '../../queries/emails.ts';
import { useStrings } from '../../strings/strings.ts';
import { useMailWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { goTo } from '../place.ts';
import { type PartProps, usePartStyles } from './email-part.ts';

const useStyles = makeStyles({ address: { overflowWrap: 'anywhere' } });

/** What its author can do with a mail now. */
export const EmailActions = ({ email }: PartProps) => {
  const styles = usePartStyles();
  const words = useMailWords().state;
  const strings = useStrings();
  const notify = useNotify();
  const { cancel, resend } = useEmailActions(email.id);
  const offers = (action: Email['actions'][number]) => email.actions.includes(action);
  const told = (work: Promise<unknown>, text: string) => {
    work.then(
      () => notify({ intent: 'success', text }),
      (error: unknown) => notify({ intent: 'error', text: sayError(error, strings) }),
    );
  };
  return (
    <>
      {offers('settle') && <Uncertain email={email} />}
      <div className={styles.row}>
        {offers('cancel') && <Button onClick={() => told(cancel.mutateAsync(), words.canceled)}>{words.cancel}</Button>}
        {offers('edit') && (
          <Button onClick={() => goTo({ room: 'write', begin: { kind: 'draft', id: email.id } })}>{words.edit}</Button>
        )}
        {offers('resend') && <Button onClick={() => told(resend.mutateAsync(), words.resent)}>{words.resend}</Button>}
        <GoLink to={{ room: 'activity', activityId: email.id }}>{words.open}</GoLink>
      </div>
    </>
  );
};

/** S4: what happened, what each choice means, and the choice for each recipient. */
const Uncertain = ({ email }: PartProps) => {
  const styles = { ...usePartStyles(), ...useStyles() };
  const words = useMailWords().state;
  const strings = useStrings();
  const notify = useNotify();
  const { settle } = useEmailActions(email.id);
  const say = (verdict: 'arrived' | 'sendAgain', address: string) =>
    settle.mutate(
      { verdict, address },
      {
        onSuccess: () => notify({ intent: 'success', text: verdict === 'arrived' ? words.settled : words.resent }),
        onError: (error) => notify({ intent: 'error', text: sayError(error, strings) }),
      },
    );
  return (
    <Message intent="warning">
      <strong>{words.uncertainTitle}.</strong> {words.uncertain} {words.uncertainChoices}
      <ul className={styles.list}>
        {email.recipients
          .filter(({ state }) => state === 'uncertain')
          .map(({ address }) => (
            <li className={styles.row} key={address}>
              <span className={styles.address}>{address}</span>
              <Button aria-label={words.arrivedAt(address)} onClick={() => say('arrived', address)} size="small">
                {words.arrived}
              </Button>
              <ConfirmDialog
                action={words.sendAgain}
                keep={words.leaveIt}
                label={words.sendAgainTo(address)}
                onConfirm={() => say('sendAgain', address)}
                says={words.sendAgainSays}
                size="small"
                title={words.sendAgainTitle(address)}
              />
            </li>
          ))}
      </ul>
    </Message>
  );
};
