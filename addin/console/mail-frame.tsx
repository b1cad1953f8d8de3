import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  frame: {
    width: '100%',
    height: '360px',
    minHeight: '160px',
    resize: 'vertical',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    // Mail is written for paper: it keeps its white ground in every theme.
    backgroundColor: '#ffffff',
    colorScheme: 'light',
  },
});

interface MailFrameProps {
  readonly title: string;
  /** Sanitized by the server; the frame is the second wall. */
  readonly html: string;
}

/** A stranger's HTML: no scripts, no forms, no origin of ours; links open in a page of their own. */
export const MailFrame = ({ title, html }: MailFrameProps) => {
  const styles = useStyles();
  return (
    <iframe
      className={styles.frame}
      referrerPolicy="no-referrer"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      srcDoc={html}
      title={title}
    />
  );
};
