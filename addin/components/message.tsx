import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

const useStyles = makeStyles({
  message: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalS,
    alignItems: 'start',
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid transparent`,
    color: tokens.colorNeutralForeground1,
    overflowWrap: 'anywhere',
  },
  info: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderTopColor: tokens.colorNeutralStroke1,
    borderRightColor: tokens.colorNeutralStroke1,
    borderBottomColor: tokens.colorNeutralStroke1,
    borderLeftColor: tokens.colorNeutralStroke1,
    '& > svg': { color: tokens.colorNeutralForeground3 },
  },
  success: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    borderTopColor: tokens.colorStatusSuccessBorder1,
    borderRightColor: tokens.colorStatusSuccessBorder1,
    borderBottomColor: tokens.colorStatusSuccessBorder1,
    borderLeftColor: tokens.colorStatusSuccessBorder1,
    '& > svg': { color: tokens.colorStatusSuccessForeground1 },
  },
  warning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderTopColor: tokens.colorStatusWarningBorder1,
    borderRightColor: tokens.colorStatusWarningBorder1,
    borderBottomColor: tokens.colorStatusWarningBorder1,
    borderLeftColor: tokens.colorStatusWarningBorder1,
    '& > svg': { color: tokens.colorStatusWarningForeground3 },
  },
  error: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    borderTopColor: tokens.colorStatusDangerBorder1,
    borderRightColor: tokens.colorStatusDangerBorder1,
    borderBottomColor: tokens.colorStatusDangerBorder1,
    borderLeftColor: tokens.colorStatusDangerBorder1,
    '& > svg': { color: tokens.colorStatusDangerForeground1 },
  },
  raised: { boxShadow: tokens.shadow8 },
  actions: { gridColumnStart: 2, gridColumnEnd: 4, display: 'flex', gap: tokens.spacingHorizontalS },
});

const pictures: Readonly<Record<MessageProps['intent'], IconName>> = {
  info: 'clock',
  success: 'checkCircle',
  warning: 'hold',
  error: 'hold',
};

interface MessageProps {
  readonly intent: 'info' | 'success' | 'warning' | 'error';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** A button at the end of the first line. */
  readonly dismiss?: ReactNode;
  readonly raised?: boolean;
}

/** A sentence that matters, with what can be done about it. */
export const Message = ({ intent, children, actions, dismiss, raised = false }: MessageProps) => {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.message, styles[intent], raised && styles.raised)}>
      <Icon name={pictures[intent]} />
      <div>{children}</div>
      {dismiss}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
};
