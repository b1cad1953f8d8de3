import { Button, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useChangeMySettings } from '../../queries/settings.ts';
import { useMineWords } from '../console-strings.ts';
import { RichText } from '../write/rich-text.tsx';

type Mine = CallOutput<'getMySettings'>;

const useStyles = makeStyles({
  says: { margin: 0, maxWidth: '70ch' },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '860px' },
  choice: { maxWidth: '360px' },
});

const places: readonly Mine['signatureIn'][] = ['allMail', 'newMail', 'nothing'];

/** What stands below the mail that one writes in the console. */
export const SignatureSection = ({ stands }: { readonly stands: Mine }) => {
  const styles = useStyles();
  const { signature: words } = useMineWords();
  const notify = useNotify();
  const change = useChangeMySettings();
  const [signature, setSignature] = useState(stands.signature);
  const [signatureIn, setIn] = useState(stands.signatureIn);
  const save = () =>
    change.mutate({ signature, signatureIn }, { onSuccess: () => notify({ intent: 'success', text: words.saved }) });
  return (
    <Section title={words.title}>
      <p className={styles.says}>{words.lead}</p>
      <div className={styles.form}>
        <RichText html={stands.signature} label={words.text} onChange={setSignature} />
        <Field className={styles.choice} label={words.where}>
          <Select onChange={(_event, { value }) => setIn(value as Mine['signatureIn'])} value={signatureIn}>
            {places.map((place) => (
              <option key={place} value={place}>
                {words.in[place]}
              </option>
            ))}
          </Select>
        </Field>
        {change.isError && <ErrorNotice error={change.error} />}
        <div>
          <Button appearance="primary" disabledFocusable={change.isPending} onClick={save}>
            {words.save}
          </Button>
        </div>
      </div>
    </Section>
  );
};
