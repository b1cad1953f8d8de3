import { makeStyles } from '@fluentui/react-components';
import { useConsoleStrings } from '../console-strings.ts';
import { ChoiceField } from './choice-field.tsx';
import { TextField } from './text-field.tsx';

const useStyles = makeStyles({ wide: { flexBasis: '280px', flexGrow: 1 } });

/** Where tokens of OAuth 2.0 (RFC 6749) come from, as it stands in a form. */
export interface TokenForm {
  readonly grant: 'refreshToken' | 'clientCredentials';
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
}

interface TokenFieldsProps {
  readonly form: TokenForm;
  readonly change: (change: Partial<TokenForm>) => void;
}

/** How a token is asked for; the secret has a field of its own. */
export const TokenFields = ({ form, change }: TokenFieldsProps) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  return (
    <>
      <ChoiceField
        choices={['refreshToken', 'clientCredentials']}
        label={sending.grant}
        names={sending.grants}
        onChange={(grant) => change({ grant })}
        value={form.grant}
      />
      <TextField
        className={styles.wide}
        label={sending.tokenUrl}
        onChange={(tokenUrl) => change({ tokenUrl })}
        type="url"
        value={form.tokenUrl}
      />
      <TextField
        className={styles.wide}
        label={sending.clientId}
        onChange={(clientId) => change({ clientId })}
        value={form.clientId}
      />
      <TextField
        className={styles.wide}
        label={sending.scope}
        onChange={(scope) => change({ scope })}
        required={false}
        value={form.scope}
      />
    </>
  );
};
