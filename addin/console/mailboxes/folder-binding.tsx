import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useNamesOf } from '../../queries/record-names.ts';
import { type Rule, useChangeMySettings } from '../../queries/settings.ts';
import { useStrings } from '../../strings/strings.ts';
import { useMailboxWords } from '../console-strings.ts';
import { RegardingField } from '../write/regarding-field.tsx';
import { boundBy, withBinding } from './folder-choice.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, flexBasis: '100%' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

interface BindingProps {
  readonly folder: string;
  readonly rules: readonly Rule[];
}

/** A21: which record a folder of one's own mailbox belongs to. */
export const FolderBinding = ({ folder, rules }: BindingProps) => {
  const words = useMailboxWords();
  const rule = boundBy(rules, folder);
  const names = useNamesOf(rule?.regarding ?? []);
  const [isOpen, setOpen] = useState(false);
  const says = rule === null ? words.bind : words.bindAnew;
  return (
    <>
      {rule !== null && <BoundTo names={names.data ?? []} rule={rule} />}
      <Button
        appearance="subtle"
        aria-expanded={isOpen}
        aria-label={`${says}: ${folder}`}
        onClick={() => setOpen(!isOpen)}
        size="small"
      >
        {says}
      </Button>
      {isOpen && names.isPending && <TextSkeleton lines={2} />}
      {isOpen && names.isError && <ErrorNotice error={names.error} onRetry={() => void names.refetch()} />}
      {isOpen && names.data && (
        <BindingForm before={names.data} folder={folder} onDone={() => setOpen(false)} rules={rules} />
      )}
    </>
  );
};

const BoundTo = ({ names, rule }: { readonly names: readonly NamedRecordRef[]; readonly rule: Rule }) => {
  const records = names.map(({ name }) => name).join(', ');
  const styles = useStyles();
  const words = useMailboxWords();
  return (
    <span className={styles.quiet}>
      {records === '' ? words.boundToHidden : words.boundTo(records)}
      {rule.enabled === false && ` ${words.boundOff}`}
    </span>
  );
};

interface FormProps extends BindingProps {
  readonly before: readonly NamedRecordRef[];
  readonly onDone: () => void;
}

const BindingForm = ({ folder, rules, before, onDone }: FormProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const { pane } = useStrings();
  const notify = useNotify();
  const change = useChangeMySettings();
  const [regarding, setRegarding] = useState(before);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(
      { rules: withBinding(rules, folder, regarding) },
      {
        onSuccess: () => {
          notify({ intent: 'success', text: regarding.length === 0 ? words.unbound : words.bound });
          onDone();
        },
      },
    );
  };
  return (
    <form aria-label={words.bindOf(folder)} className={styles.form} onSubmit={submit}>
      <RegardingField onChange={setRegarding} regarding={regarding} />
      <div className={styles.row}>
        <Button
          appearance="primary"
          disabledFocusable={change.isPending || (regarding.length === 0 && before.length === 0)}
          size="small"
          type="submit"
        >
          {words.bindSave}
        </Button>
        <Button onClick={onDone} size="small">
          {pane.cancel}
        </Button>
      </div>
      {change.isError && <ErrorNotice error={change.error} />}
    </form>
  );
};
