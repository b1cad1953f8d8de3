import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

const useStyles = makeStyles({
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorBrandForegroundLink,
    fontFamily: 'inherit',
    fontSize: 'inherit',
    lineHeight: 'inherit',
    textDecorationLine: 'none',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  small: { fontSize: tokens.fontSizeBase200 },
});

interface TextLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** `outside` opens beside the pane, and shows so. */
  readonly to?: 'here' | 'outside';
  readonly size?: 'small' | 'medium';
}

/** A link in running text. */
export const TextLink = ({ href, children, to = 'here', size = 'medium' }: TextLinkProps) => {
  const styles = useStyles();
  const look = mergeClasses(styles.link, size === 'small' && styles.small);
  if (to === 'here') {
    return (
      <a className={look} href={href}>
        {children}
      </a>
    );
  }
  return (
    <a className={look} href={href} rel="noreferrer" target="_blank">
      {children} <Icon name="external" size={16} />
    </a>
  );
};
