import { Button, Checkbox, Field, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { type SyncAccount, type SyncSettings, useChangeSync } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';
import { Choice } from '../tracking/choice.tsx';
import { ListField } from '../tracking/list-field.tsx';
import { kindsOf } from './sync-offers.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  kinds: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Chosen = Pick<SyncSettings, 'kinds' | 'conflicts' | 'onLeaving' | 'categories' | 'privateItems'>;

/** What is synchronized, whose value stands in a conflict, and what comes from the mailbox (Y4, Y5, Y13). */
export const ChoicesSection = ({ account }: { readonly account: SyncAccount }) => {
  const styles = useStyles();
  const { choices: words, kinds: kindNames } = useSyncWords();
  const notify = useNotify();
  const change = useChangeSync();
  const { kinds, conflicts, onLeaving, categories, privateItems } = account.settings;
  const [chosen, setChosen] = useState<Chosen>({ kinds, conflicts, onLeaving, categories, privateItems });
  const offered = kindsOf(account.protocol);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(chosen, { onSuccess: () => notify({ intent: 'success', text: words.saved }) });
  };
  const choose = (kind: (typeof offered)[number], isChosen: boolean) => {
    const next = offered.filter((one) => (one === kind ? isChosen : chosen.kinds.some((each) => each === one)));
    setChosen({ ...chosen, kinds: next });
  };
  return (
    <Section title={words.title}>
      <form className={styles.form} noValidate onSubmit={submit}>
        {offered.length > 1 && (
          <Field hint={words.kindsHint} label={words.kinds}>
            <div className={styles.kinds}>
              {offered.map((kind) => (
                <Checkbox
                  checked={chosen.kinds.some((one) => one === kind)}
                  key={kind}
                  label={kindNames[kind]}
                  onChange={(_event, { checked }) => choose(kind, checked === true)}
                />
              ))}
            </div>
          </Field>
        )}
        <Choice
          label={words.conflicts}
          onChange={(policy) => setChosen({ ...chosen, conflicts: policy })}
          options={words.policies}
          value={chosen.conflicts}
        />
        <p className={styles.quiet}>{words.conflictsHint}</p>
        <Choice
          label={words.onLeaving}
          onChange={(leaving) => setChosen({ ...chosen, onLeaving: leaving })}
          options={words.leaving}
          value={chosen.onLeaving}
        />
        <ListField
          entries={chosen.categories}
          hint={words.categoriesHint}
          label={words.categories}
          onChange={(entries) => setChosen({ ...chosen, categories: entries })}
        />
        <Field hint={words.privateItemsHint}>
          <Switch
            checked={chosen.privateItems}
            label={words.privateItems}
            onChange={(_event, { checked }) => setChosen({ ...chosen, privateItems: checked })}
          />
        </Field>
        {change.isError && <ErrorNotice error={change.error} />}
        <div>
          <Button disabledFocusable={change.isPending} type="submit">
            {words.save}
          </Button>
        </div>
      </form>
    </Section>
  );
};
