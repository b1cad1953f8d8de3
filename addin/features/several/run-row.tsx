import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ForeseenPromotion } from '#shared/contracts/promotions.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { Icon } from '../../components/icons.tsx';
import { RecordChip } from '../../components/record-chip.tsx';
import { isChoosable, type RunItem } from '../../queries/run-state.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { sayStep } from './say-step.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  choose: {
    alignItems: 'flex-start',
    '& > label': { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  },
  more: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    paddingInlineStart: '32px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  step: { display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', gap: tokens.spacingHorizontalXS },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  text: { margin: 0 },
});

interface RunRowProps {
  readonly item: RunItem;
  readonly regarding: readonly NamedRecordRef[] | null;
  readonly busy: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

const regardingOf = ({ item, regarding }: RunRowProps): readonly NamedRecordRef[] => {
  const { step, foreseen } = item;
  if (step.kind === 'done') return step.answer.activity?.regarding ?? [];
  return (item.chosen ? regarding : null) ?? foreseen?.regarding ?? [];
};

/** One mail: whether it is to be tracked, what it becomes or became, and who its people are. */
export const RunRow = (props: RunRowProps) => {
  const { item, busy, onChoose } = props;
  const styles = useStyles();
  const strings = useStrings();
  const { tracking, pane } = strings;
  const { icon, tone, text } = sayStep(item, strings);
  const regards = regardingOf(props);
  return (
    <li className={styles.row}>
      <Checkbox
        checked={item.chosen}
        className={styles.choose}
        disabled={busy || !isChoosable(item)}
        label={item.mail.subject || pane.noSubject}
        onChange={(_event, { checked }) => onChoose(checked === true)}
      />
      <div className={styles.more}>
        {item.foreseen && <From foreseen={item.foreseen} />}
        <span className={mergeClasses(styles.step, styles[tone])}>
          <Icon name={icon} size={16} />
          <span>{text}</span>
        </span>
        {regards.length > 0 && (
          <div className={styles.chips}>
            <span>{tracking.regarding}</span>
            {regards.map((record) => (
              <RecordChip key={`${record.type}:${record.id}`} record={record} />
            ))}
          </div>
        )}
        {item.foreseen && <Disclosure title={tracking.why}>{() => <Matched item={item} />}</Disclosure>}
      </div>
    </li>
  );
};

const From = ({ foreseen }: { readonly foreseen: ForeseenPromotion }) => {
  const { pane } = useStrings();
  const moment = useMoment();
  const from = foreseen.parties.find(({ role }) => role === 'from');
  return (
    <span>
      {from === undefined ? pane.noSender : (from.name ?? from.address)}
      {foreseen.sentAt !== null && <> · {moment(foreseen.sentAt)}</>}
    </span>
  );
};

/** Records that the people of a mail are, without users of ours, each once. */
const matchesOf = ({ parties }: ForeseenPromotion): readonly NamedRecordRef[] => {
  const found = parties.flatMap(({ resolution }) => (resolution.kind === 'resolved' ? [resolution.record] : []));
  const others = found.filter(({ type }) => type !== 'user');
  return [...new Map(others.map((record) => [`${record.type}:${record.id}`, record])).values()];
};

const Matched = ({ item: { foreseen, step } }: { readonly item: RunItem }) => {
  const styles = useStyles();
  const { several, serverSays } = useStrings();
  if (foreseen === null) return null;
  const matches = matchesOf(foreseen);
  return (
    <>
      <p className={styles.text}>
        {serverSays(step.kind === 'done' ? (step.answer.activity?.why ?? foreseen.why) : foreseen.why)}
      </p>
      <div className={styles.chips}>
        <span>{matches.length === 0 ? several.nobody : several.people}</span>
        {matches.map((record) => (
          <RecordChip key={`${record.type}:${record.id}`} record={record} />
        ))}
      </div>
    </>
  );
};
