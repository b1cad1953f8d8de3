import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useChangeOrganizationSettings } from '../../queries/organization-settings.ts';
import { useTrackingWords } from '../console-strings.ts';
import { Choice } from './choice.tsx';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
  },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Settings = CallOutput<'getSettings'>;
type Chosen = Pick<Settings, 'candidatePolicy' | 'recipientPolicy' | 'createSenders' | 'suggestContactAfter'>;

/** R4, R5, R7: whom an address means that several records have, and what becomes of people whom none has. */
export const UnknownSection = ({ settings }: { readonly settings: Settings }) => {
  const styles = useStyles();
  const tracking = useTrackingWords();
  const words = tracking.organization;
  const notify = useNotify();
  const change = useChangeOrganizationSettings();
  const { candidatePolicy, recipientPolicy, createSenders, suggestContactAfter } = settings;
  const standing: Chosen = { candidatePolicy, recipientPolicy, createSenders, suggestContactAfter };
  const [chosen, setChosen] = useState(standing);
  const set = (changes: Partial<Chosen>) => setChosen({ ...chosen, ...changes });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(chosen, { onSuccess: () => notify({ intent: 'success', text: tracking.saved }) });
  };
  return (
    <Section title={words.unknown}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Choice
          label={words.candidatePolicy}
          onChange={(value) => set({ candidatePolicy: value })}
          options={words.candidates}
          value={chosen.candidatePolicy}
        />
        <Choice
          label={words.recipientPolicy}
          onChange={(value) => set({ recipientPolicy: value })}
          options={words.recipients}
          value={chosen.recipientPolicy}
        />
        <Choice
          label={words.createSenders}
          onChange={(value) => set({ createSenders: value })}
          options={words.senders}
          value={chosen.createSenders}
        />
        <Field label={words.suggestContactAfter}>
          <Input
            onChange={(_event, { value }) => set({ suggestContactAfter: Number(value) })}
            type="number"
            value={String(chosen.suggestContactAfter)}
          />
        </Field>
        <div>
          <Button disabledFocusable={change.isPending} type="submit">
            {words.saveUnknown}
          </Button>
        </div>
      </form>
      <p className={styles.quiet}>{words.unknownLead}</p>
      {change.isError && <ErrorNotice error={change.error} />}
    </Section>
  );
};
