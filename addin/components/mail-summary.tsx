import { makeStyles, tokens } from '@fluentui/react-components';
import { useMoment, useStrings } from '../strings/strings.ts';
import { Icon } from './icons.tsx';

const useStyles = makeStyles({
  summary: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: `0 ${tokens.spacingHorizontalXS}`,
  },
  subject: {
    margin: 0,
    maxHeight: `calc(3 * ${tokens.lineHeightBase400})`,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `0 ${tokens.spacingHorizontalS}`,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  fact: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXXS },
});

interface MailSummaryProps {
  readonly subject: string;
  readonly from: string | null;
  readonly sentAt: string | null;
  readonly attachments: number;
  readonly principal: string | null;
}

/** Which mail this is about, so that nobody tracks the wrong one. */
export const MailSummary = ({ subject, from, sentAt, attachments, principal }: MailSummaryProps) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const moment = useMoment();
  return (
    <section aria-label={pane.mail} className={styles.summary}>
      <h1 className={styles.subject}>{subject || pane.noSubject}</h1>
      <p className={styles.facts}>
        <span>{from ?? pane.noSender}</span>
        {sentAt !== null && <time dateTime={sentAt}>{moment(sentAt)}</time>}
        {attachments > 0 && (
          <span className={styles.fact}>
            <Icon name="attachment" size={16} />
            {pane.attachments(attachments)}
          </span>
        )}
      </p>
      {principal !== null && (
        <p className={styles.facts}>
          <span className={styles.fact}>
            <Icon name="people" size={16} />
            {pane.inMailboxOf(principal)}
          </span>
        </p>
      )}
    </section>
  );
};
