import { Combobox, Field, Option, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ChosenList } from '../../features/regarding/chosen-list.tsx';
import { useRecordSearch } from '../../queries/records.ts';
import { useMailWords } from '../console-strings.ts';
import { useSettledText } from '../use-settled-text.ts';

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

/** As many as the server takes for one mail. */
const most = 20;

interface RegardingFieldProps {
  readonly regarding: readonly NamedRecordRef[];
  readonly onChange: (regarding: readonly NamedRecordRef[]) => void;
}

/** What the mail is about: records found while typing; the first is the primary one. */
export const RegardingField = ({ regarding, onChange }: RegardingFieldProps) => {
  const styles = useStyles();
  const words = useMailWords();
  const [text, setText] = useState('');
  const search = useRecordSearch(useSettledText(text));
  const hits = text.trim() === '' ? [] : (search.data ?? []);
  return (
    <Field label={words.regarding}>
      <div className={styles.field}>
        <ChosenList chosen={regarding} onChange={onChange} />
        {regarding.length < most && (
          <Combobox
            aria-label={words.regarding}
            freeform
            open={hits.length > 0}
            onChange={(event) => setText(event.target.value)}
            onOptionSelect={(_event, { optionValue }) => {
              const hit = hits.find(({ id }) => id === optionValue);
              if (hit === undefined || regarding.some(({ id }) => id === hit.id)) return;
              onChange([...regarding, { type: hit.type, id: hit.id, name: hit.name }]);
              setText('');
            }}
            placeholder={words.findRecords}
            selectedOptions={[]}
            value={text}
          >
            {hits.map(({ id, name, detail }) => (
              <Option key={id} text={name} value={id}>
                {name} {detail}
              </Option>
            ))}
          </Combobox>
        )}
      </div>
    </Field>
  );
};
