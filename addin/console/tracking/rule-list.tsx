import { Button, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { ruleLimits } from '#shared/model/rule-limits.ts';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useNamesOf } from '../../queries/record-names.ts';
import type { Rule } from '../../queries/settings.ts';
import { useTrackingWords } from '../console-strings.ts';
import { RuleForm } from './rule-form.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  rule: {
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { flexGrow: 1, flexBasis: '200px', minWidth: 0, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  arrow: { minWidth: 'auto' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** The conditions of a rule, in a line. */
const useSummary = () => {
  const { says } = useTrackingWords().rules;
  return ({ from, to, subjectWords, folder, category, regarding = [] }: Rule): string =>
    [
      from && says.from(from.join(', ')),
      to && says.to(to.join(', ')),
      subjectWords && says.words(subjectWords.join(', ')),
      folder !== undefined && says.folder(folder),
      category !== undefined && says.category(category),
      regarding.length > 0 && says.regarding(regarding.length),
    ]
      .filter(Boolean)
      .join(' · ');
};

interface RuleListProps {
  readonly rules: readonly Rule[];
  readonly onChange: (rules: Rule[]) => void;
}

const moved = (rules: readonly Rule[], index: number, to: number): Rule[] => {
  const others = rules.filter((_rule, at) => at !== index);
  const rule = rules[index];
  return rule === undefined ? [...rules] : [...others.slice(0, to), rule, ...others.slice(to)];
};

/** A24: one's rules in their order; the first that fits is named. */
export const RuleList = ({ rules, onChange }: RuleListProps) => {
  const styles = useStyles();
  const words = useTrackingWords().rules;
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const put = (index: number, rule: Rule) => onChange(rules.map((each, at) => (at === index ? rule : each)));
  return (
    <>
      {rules.length === 0 && open !== 'new' && <p className={styles.quiet}>{words.none}</p>}
      <ol aria-label={words.title} className={styles.list}>
        {rules.map((rule, index) => (
          <li className={styles.rule} key={`${index} ${rule.name}`}>
            <RuleRow
              isFirst={index === 0}
              isLast={index === rules.length - 1}
              isOpen={open === index}
              onChange={(changed) => {
                put(index, changed);
                setOpen(null);
              }}
              onMove={(by) => {
                onChange(moved(rules, index, index + by));
                setOpen(null);
              }}
              onRemove={() => {
                onChange(rules.filter((_each, at) => at !== index));
                setOpen(null);
              }}
              onToggle={() => setOpen(open === index ? null : index)}
              rule={rule}
            />
          </li>
        ))}
      </ol>
      {open === 'new' && (
        <RuleForm
          onCancel={() => setOpen(null)}
          onKeep={(rule) => {
            onChange([...rules, rule]);
            setOpen(null);
          }}
          regarding={[]}
          rule={null}
        />
      )}
      {open !== 'new' && rules.length < ruleLimits.rules && (
        <div>
          <Button onClick={() => setOpen('new')} size="small">
            {words.add}
          </Button>
        </div>
      )}
    </>
  );
};

interface RuleRowProps {
  readonly rule: Rule;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onChange: (rule: Rule) => void;
}

const RuleRow = ({ rule, isFirst, isLast, isOpen, onToggle, onMove, onRemove, onChange }: RuleRowProps) => {
  const styles = useStyles();
  const words = useTrackingWords().rules;
  const summary = useSummary();
  const { name, enabled = true } = rule;
  return (
    <>
      <div className={styles.row}>
        <Switch
          aria-label={words.onOff(name)}
          checked={enabled}
          onChange={(_event, { checked }) => onChange({ ...rule, enabled: checked })}
        />
        <div className={styles.name}>
          {name}
          <p className={styles.quiet}>{summary(rule)}</p>
        </div>
        <span className={styles.buttons}>
          <Button
            appearance="subtle"
            aria-label={words.up(name)}
            className={styles.arrow}
            disabled={isFirst}
            onClick={() => onMove(-1)}
            size="small"
          >
            ↑
          </Button>
          <Button
            appearance="subtle"
            aria-label={words.down(name)}
            className={styles.arrow}
            disabled={isLast}
            onClick={() => onMove(1)}
            size="small"
          >
            ↓
          </Button>
          <Button aria-expanded={isOpen} aria-label={words.editOf(name)} onClick={onToggle} size="small">
            {words.edit}
          </Button>
          <Button appearance="subtle" aria-label={words.removeOf(name)} onClick={onRemove} size="small">
            {words.remove}
          </Button>
        </span>
      </div>
      {isOpen && <NamedRuleForm onCancel={onToggle} onKeep={onChange} refs={rule.regarding ?? []} rule={rule} />}
    </>
  );
};

interface NamedRuleFormProps {
  readonly rule: Rule;
  readonly refs: readonly RecordRef[];
  readonly onKeep: (rule: Rule) => void;
  readonly onCancel: () => void;
}

/** The form of a rule that stands, once the names of what it regards are known. */
const NamedRuleForm = ({ rule, refs, onKeep, onCancel }: NamedRuleFormProps) => {
  const names = useNamesOf(refs);
  if (names.isPending) return <TextSkeleton lines={4} />;
  return <RuleForm onCancel={onCancel} onKeep={onKeep} regarding={names.data ?? []} rule={rule} />;
};
