import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useStrings } from '../strings/strings.ts';
import { sayError } from './error-text.ts';
import { Icon } from './icons.tsx';
import { Message } from './message.tsx';

export interface Notice {
  readonly intent: 'success' | 'warning' | 'error';
  readonly text: string;
  /** Takes back what was done; offered as Undo. */
  readonly undo?: (() => Promise<unknown>) | undefined;
}

const NoticeContext = createContext<((notice: Notice) => void) | null>(null);

/** Gives the function that tells a person the result of what they did. */
export const useNotify = (): ((notice: Notice) => void) => {
  const notify = useContext(NoticeContext);
  if (!notify) throw new Error('Notices is missing');
  return notify;
};

const useStyles = makeStyles({
  region: {
    position: 'sticky',
    bottom: 0,
    zIndex: 2,
    padding: tokens.spacingHorizontalS,
    ':empty': { display: 'none' },
  },
});

interface NoticesProps {
  /** What is on the screen; a notice about something else goes with it. */
  readonly about?: string;
  readonly children: ReactNode;
}

/** Holds the last notice at the foot of the page, spoken politely, until the next one or until it is dismissed. */
export const Notices = ({ children, about = '' }: NoticesProps) => {
  const styles = useStyles();
  const strings = useStrings();
  const [notice, setNotice] = useState<Notice | null>(null);
  const notify = useCallback((next: Notice) => setNotice(next), []);

  useEffect(() => setNotice(null), [about]);

  const undo = useMemo(() => {
    const takeBack = notice?.undo;
    if (!takeBack) return null;
    return () => {
      setNotice(null);
      takeBack().then(
        () => setNotice({ intent: 'success', text: strings.pane.undone }),
        (error: unknown) => setNotice({ intent: 'error', text: sayError(error, strings) }),
      );
    };
  }, [notice, strings]);

  return (
    <NoticeContext.Provider value={notify}>
      {children}
      <div aria-live="polite" className={styles.region} role="status">
        {notice && (
          <Message
            actions={
              undo && (
                <Button onClick={undo} size="small">
                  {strings.pane.undo}
                </Button>
              )
            }
            dismiss={
              <Button
                appearance="transparent"
                aria-label={strings.pane.dismiss}
                icon={<Icon name="close" size={16} />}
                onClick={() => setNotice(null)}
                size="small"
              />
            }
            intent={notice.intent}
            raised
          >
            {notice.text}
          </Message>
        )}
      </div>
    </NoticeContext.Provider>
  );
};
