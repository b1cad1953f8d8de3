import { makeStyles, tokens } from '@fluentui/react-components';
import type { Email } from '../../queries/emails.ts';

export interface PartProps {
  readonly email: Email;
}

/** How the parts of the page of one mail look alike. */
export const usePartStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});
