import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
});

interface SectionProps {
  readonly title: string;
  /** A heading that only screen readers meet, where the eye needs none. */
  readonly heading?: 'shown' | 'spoken';
  readonly children: ReactNode;
}

/** A named part of the pane. */
export const Section = ({ title, heading = 'shown', children }: SectionProps) => {
  const styles = useStyles();
  const id = useId();
  if (heading === 'spoken') {
    return (
      <section aria-label={title} className={styles.section}>
        {children}
      </section>
    );
  }
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 className={styles.heading} id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
};
