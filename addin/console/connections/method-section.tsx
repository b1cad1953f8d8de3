import { Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useMailboxOwners } from '../../queries/mailboxes.ts';
import { type Methods, useChooseMethods, useMethods } from '../../queries/methods.ts';
import { useConnectionWords } from '../console-strings.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const offered = {
  incoming: ['any', 'server', 'outlook', 'router', 'none'],
  outgoing: ['any', 'server', 'outlook', 'none'],
  items: ['any', 'server', 'outlook', 'none'],
} as const satisfies { readonly [Direction in keyof Methods]: readonly Methods[Direction][] };

/** I7: an administrator chooses who brings in, sends and synchronizes for one person. */
export const MethodSection = () => {
  const styles = useStyles();
  const { methods: words } = useConnectionWords();
  const people = useMailboxOwners('user');
  const [userId, setUserId] = useState('');
  return (
    <Section title={words.title}>
      <p className={styles.quiet}>{words.lead}</p>
      {people.isError && <ErrorNotice error={people.error} onRetry={() => void people.refetch()} />}
      <Field label={words.person}>
        <Select onChange={(_event, { value }) => setUserId(value)} value={userId}>
          <option value="">{words.choose}</option>
          {people.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {userId !== '' && <Choices key={userId} userId={userId} />}
    </Section>
  );
};

const Choices = ({ userId }: { readonly userId: string }) => {
  const styles = useStyles();
  const { methods: words } = useConnectionWords();
  const notify = useNotify();
  const methods = useMethods(userId);
  const choose = useChooseMethods(userId);
  const set = (chosen: Partial<Methods>) =>
    choose.mutate(chosen, { onSuccess: () => notify({ intent: 'success', text: words.saved }) });
  if (methods.isError) return <ErrorNotice error={methods.error} onRetry={() => void methods.refetch()} />;
  if (methods.data === undefined) return null;
  const { data } = methods;
  return (
    <div className={styles.form}>
      {(['incoming', 'outgoing', 'items'] as const).map((direction) => (
        <Field key={direction} label={words.directions[direction]}>
          <Select
            disabled={choose.isPending}
            onChange={(_event, { value }) => set({ [direction]: value })}
            value={data[direction]}
          >
            {offered[direction].map((method) => (
              <option key={method} value={method}>
                {words.names[method]}
              </option>
            ))}
          </Select>
        </Field>
      ))}
      {choose.isError && <ErrorNotice error={choose.error} />}
    </div>
  );
};
