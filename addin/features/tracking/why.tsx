import { makeStyles, tokens } from '@fluentui/react-components';
import type { Tracking } from '#shared/contracts/promotions.ts';
import type { Activity } from '#shared/model/activity.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  evidence: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/** P5: the sentence that explains the state, with the evidence and the candidates behind it. */
export const Why = ({ tracking }: { readonly tracking: Tracking }) => {
  const { tracking: words } = useStrings();
  return <Disclosure title={words.why}>{() => <Reasons tracking={tracking} />}</Disclosure>;
};

const Reasons = ({ tracking }: { readonly tracking: Tracking }) => {
  const styles = useStyles();
  const { tracking: words, serverSays } = useStrings();
  const { activity } = tracking;
  return (
    <>
      <p className={styles.text}>{tracking.why === '' ? words.untrackedSays : serverSays(tracking.why)}</p>
      {activity?.correlation && <p className={styles.evidence}>{activity.correlation.evidence}</p>}
      {activity?.kind === 'email' && <p className={styles.quiet}>{words.source[activity.source]}</p>}
      {activity?.flags.map((flag) => (
        <p className={styles.quiet} key={flag}>
          {words.flags[flag]}
        </p>
      ))}
      {activity && <Candidates activity={activity} />}
    </>
  );
};

const Candidates = ({ activity }: { readonly activity: Activity }) => {
  const styles = useStyles();
  const { tracking: words, people } = useStrings();
  const candidates = activity.parties.flatMap(({ address, resolution }) =>
    (resolution.candidates ?? []).map((candidate) => ({ address, ...candidate })),
  );
  if (candidates.length === 0) return null;
  return (
    <>
      <p className={styles.text}>{words.whyCandidates}</p>
      <ul className={styles.list}>
        {candidates.map(({ address, record, cause, score }) => (
          <li key={`${address}|${record.type}:${record.id}`}>
            {record.name} – {address}: {people.cause[cause]}, {people.score(score)}
          </li>
        ))}
      </ul>
    </>
  );
};
