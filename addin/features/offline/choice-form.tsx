import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Message } from '../../components/message.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import type { KeptChoice } from '../../offline/records/database.ts';
import { useApi } from '../../queries/api-context.ts';
import { useTopic } from '../../strings/topics.ts';
import { useTypeName } from './field-words.ts';
import { useOffline } from './offline-context.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  filter: { paddingLeft: tokens.spacingHorizontalXXL },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Who works here, and how they are told apart, is not for working on without a connection. */
const notKept = new Set(['user', 'team', 'queue']);

/** Which types are kept, each with its filter. */
export const ChoiceForm = ({ onDone }: { readonly onDone: () => void }) => {
  const styles = useStyles();
  const words = useTopic('offlineRecords');
  const typeName = useTypeName();
  const { call, organizationId } = useApi();
  const { records, state } = useOffline();
  const [choices, setChoices] = useState<readonly KeptChoice[]>(state.place?.choices ?? []);
  const types = useQuery({
    queryKey: ['record-types', organizationId],
    queryFn: async ({ signal }) => (await call('listRecordTypes', { signal })).items,
  });
  const offered = (types.data ?? []).filter(({ name }) => !notKept.has(name));
  const choose = (type: string, choice: Partial<KeptChoice> | null) => {
    const before = choices.find((one) => one.type === type) ?? { type, q: '', own: false };
    const others = choices.filter((one) => one.type !== type);
    setChoices(choice === null ? others : [...others, { ...before, ...choice }]);
  };
  const onSubmit = async (event: SyntheticEvent) => {
    event.preventDefault();
    await records.choose(choices, offered);
    onDone();
    await records.synchronize();
  };
  return (
    <Section title={words.choose}>
      {types.isPending && <TextSkeleton lines={4} />}
      {types.isError && <Message intent="warning">{words.chooseNeedsServer}</Message>}
      <form className={styles.form} onSubmit={(event) => void onSubmit(event)}>
        {offered.map((type) => {
          const chosen = choices.find((one) => one.type === type.name);
          const name = typeName(type);
          return (
            <div key={type.name}>
              <Checkbox
                checked={chosen !== undefined}
                label={name}
                onChange={(_event, { checked }) => choose(type.name, checked === true ? {} : null)}
              />
              {chosen && (
                <div className={styles.filter}>
                  <Field label={words.words(name)}>
                    <Input
                      maxLength={200}
                      onChange={(_event, { value }) => choose(type.name, { q: value })}
                      value={chosen.q}
                    />
                  </Field>
                  <Checkbox
                    checked={chosen.own}
                    label={words.own(name)}
                    onChange={(_event, { checked }) => choose(type.name, { own: checked === true })}
                  />
                </div>
              )}
            </div>
          );
        })}
        <div className={styles.row}>
          <Button appearance="primary" disabledFocusable={choices.length === 0 || !types.data} type="submit">
            {words.keepThese}
          </Button>
          {state.kind === 'open' && <Button onClick={onDone}>{words.cancel}</Button>}
        </div>
      </form>
    </Section>
  );
};
