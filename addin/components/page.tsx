import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { useStrings } from '../strings/strings.ts';
import { focusPlace } from './focus-place.ts';
import { Icon } from './icons.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
});

interface PageProps {
  readonly title: string;
  readonly onBack: () => void;
  readonly children: ReactNode;
  /** Where the page itself puts the focus (a search field). */
  readonly focus?: 'title' | 'content';
}

/** A place one goes to and comes back from; its title takes the focus, so that it is read out. */
export const Page = ({ title, onBack, children, focus = 'title' }: PageProps) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus === 'title') focusPlace(heading.current);
  }, [focus]);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <Button appearance="subtle" aria-label={pane.back} icon={<Icon name="back" />} onClick={onBack} />
        <h1 className={styles.title} ref={heading}>
          {title}
        </h1>
      </div>
      {children}
    </div>
  );
};
