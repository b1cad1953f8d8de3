import { Button, Field, Input, Select, ToggleButton, makeStyles, tokens } from '@fluentui/react-components';
import { type OutcomeResult, outcomeResults } from '#shared/model/outcome-result.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { type LogFilter, useLogCounts } from '../../queries/router-log.ts';
import { beginOfDay } from '../begin-of-day.ts';
import { useRouterWords } from '../console-strings.ts';

/** What a person entered, as they entered it; days are those of their own clock. */
export interface FilterForm {
  readonly text: string;
  readonly whose: 'own' | 'everyone';
  readonly result: OutcomeResult | null;
  readonly from: string;
  readonly until: string;
  readonly code: number | null;
}

export const emptyFilter: FilterForm = { text: '', whose: 'everyone', result: null, from: '', until: '', code: null };

/** What the server is asked; both days count as a whole. */
export const askedOf = ({ text, whose, result, from, until }: FilterForm): LogFilter => {
  const [since, end] = [beginOfDay(from), beginOfDay(until, 1)];
  return {
    whose,
    ...(text.trim() === '' ? {} : { q: text.trim() }),
    ...(result === null ? {} : { result }),
    ...(since === null ? {} : { since }),
    ...(end === null ? {} : { until: end }),
  };
};

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  search: { flexGrow: 1, flexBasis: '220px' },
  reasons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

interface FilterProps {
  readonly form: FilterForm;
  readonly onChange: (form: FilterForm) => void;
  readonly isAdministrator: boolean;
}

/** What of the log is shown. */
export const LogFilterFields = ({ form, onChange, isAdministrator }: FilterProps) => {
  const styles = useStyles();
  const words = useRouterWords().log;
  const set = (change: Partial<FilterForm>) => onChange({ ...form, code: null, ...change });
  return (
    <Section heading="spoken" title={words.filter}>
      <div className={styles.form}>
        <Field className={styles.search} label={words.search}>
          <Input
            contentBefore={<Icon name="search" size={16} />}
            onChange={(_event, { value }) => set({ text: value })}
            type="search"
            value={form.text}
          />
        </Field>
        {isAdministrator && (
          <Field label={words.whose}>
            <Select
              onChange={(_event, { value }) => set({ whose: value === 'own' ? 'own' : 'everyone' })}
              value={form.whose}
            >
              <option value="everyone">{words.everyone}</option>
              <option value="own">{words.own}</option>
            </Select>
          </Field>
        )}
        <Field label={words.result}>
          <Select
            onChange={(_event, { value }) => set({ result: outcomeResults.find((one) => one === value) ?? null })}
            value={form.result ?? ''}
          >
            <option value="">{words.allResults}</option>
            {outcomeResults.map((result) => (
              <option key={result} value={result}>
                {words.results[result]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.from}>
          <Input onChange={(_event, { value }) => set({ from: value })} type="date" value={form.from} />
        </Field>
        <Field label={words.until}>
          <Input onChange={(_event, { value }) => set({ until: value })} type="date" value={form.until} />
        </Field>
        <Button onClick={() => onChange(emptyFilter)}>{words.clear}</Button>
      </div>
    </Section>
  );
};

/** How often each reason was given; pressing one shows its lines alone. */
export const ReasonCounts = ({
  form,
  onChange,
  filter,
}: Omit<FilterProps, 'isAdministrator'> & { filter: LogFilter }) => {
  const styles = useStyles();
  const words = useRouterWords().log;
  const counts = useLogCounts(filter);
  if (counts.isError) return <ErrorNotice error={counts.error} onRetry={() => void counts.refetch()} />;
  if (counts.data === undefined || counts.data.length === 0) return null;
  return (
    <Section title={words.counts}>
      <div className={styles.reasons}>
        {counts.data.map(({ code, reason, count }) => (
          <ToggleButton
            checked={form.code === code}
            key={code}
            onClick={() => onChange({ ...form, code: form.code === code ? null : code })}
            shape="circular"
            size="small"
          >
            {words.countOf(words.reasons[reason], String(count))}
          </ToggleButton>
        ))}
      </div>
    </Section>
  );
};
