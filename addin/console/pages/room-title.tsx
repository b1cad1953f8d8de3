import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
});

interface RoomTitleProps {
  readonly children: string;
  readonly aside?: ReactNode;
}

/** The heading of a room: it takes the focus when one arrives, and names the browser's tab. */
export const RoomTitle = ({ children, aside }: RoomTitleProps) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · ${pane.name}`;
    heading.current?.focus();
  }, [children, pane.name]);
  return (
    <div className={styles.head}>
      <h1 className={styles.title} ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {aside}
    </div>
  );
};
