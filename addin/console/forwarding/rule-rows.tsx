import { Badge, Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import type { ForwardRule, ForwardStep } from '../../queries/forward-rules.ts';
import { useExactMoment } from '../../strings/strings.ts';
import { useConsoleStrings, useForwardWords } from '../console-strings.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  line: {
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  text: { flexGrow: 1, flexBasis: '220px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  trouble: { color: tokens.colorPaletteRedForeground1 },
});

const colors = {
  working: 'success',
  missing: 'informative',
  switchedOff: 'warning',
  altered: 'warning',
  blocked: 'danger',
  failed: 'danger',
} as const;

/** Its probe did not come to the forward mailbox, and nothing is to be waited for. */
export const isProbeTrouble = ({ probe }: Pick<ForwardRule, 'probe'>): boolean =>
  probe !== null && probe.state !== 'waiting' && probe.state !== 'arrived';

/** What a probe mail found, and what to do about it. */
const Probe = ({ probe }: { readonly probe: NonNullable<ForwardRule['probe']> }) => {
  const styles = useStyles();
  const words = useForwardWords().probe;
  const moment = useExactMoment();
  const { state, sentAt, answer } = probe;
  const isTrouble = state !== 'waiting' && state !== 'arrived';
  return (
    <p className={isTrouble ? `${styles.quiet} ${styles.trouble}` : styles.quiet}>
      {words.states[state]} {words.sent(moment(sentAt))}
      {isTrouble && ` ${words.remedies[state]}`}
      {answer !== null && ` ${words.answer(answer)}`}
    </p>
  );
};

/** What there is to do about a rule in this state. */
const stepsFor = (state: ForwardRule['state']): readonly ForwardStep[] =>
  state === 'working' ? ['check', 'probe', 'remove'] : ['check', 'deploy'];

interface RowsProps {
  readonly rules: readonly ForwardRule[];
  readonly chosen: ReadonlySet<string>;
  readonly isRunning: boolean;
  readonly onChoose: (userId: string, isChosen: boolean) => void;
  readonly onStep: (rule: ForwardRule, step: ForwardStep) => void;
}

/** Users and how their rules were found. */
export const RuleRows = ({ rules, chosen, isRunning, onChoose, onStep }: RowsProps) => {
  const styles = useStyles();
  const words = useForwardWords();
  const { serverSays } = useConsoleStrings();
  const moment = useExactMoment();
  return (
    <ul aria-label={words.users} className={styles.list}>
      {rules.map((rule) => (
        <li className={styles.line} key={rule.user.id}>
          <div className={styles.row}>
            <Checkbox
              aria-label={words.choose(rule.user.name)}
              checked={chosen.has(rule.user.id)}
              onChange={(_event, { checked }) => onChoose(rule.user.id, checked === true)}
            />
            <div className={styles.text}>
              {rule.user.name}
              <p className={styles.quiet}>
                {[rule.address, rule.checkedAt === null ? null : words.checked(moment(rule.checkedAt))]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {rule.problem !== null && rule.state !== 'missing' && (
                <p className={styles.quiet}>{serverSays(rule.problem)}</p>
              )}
              {rule.probe !== null && <Probe probe={rule.probe} />}
            </div>
            {rule.state === null ? (
              <Badge appearance="outline" color="informative">
                {words.unknown}
              </Badge>
            ) : (
              <Badge appearance="tint" color={colors[rule.state]}>
                {words.states[rule.state]}
              </Badge>
            )}
            {stepsFor(rule.state).map((step) => (
              <Button
                appearance={step === 'check' ? 'subtle' : 'secondary'}
                aria-label={words.stepFor(words.steps[step], rule.user.name)}
                disabledFocusable={isRunning}
                key={step}
                onClick={() => onStep(rule, step)}
                size="small"
              >
                {words.steps[step]}
              </Button>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
};
