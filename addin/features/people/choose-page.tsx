import { Button, Radio, RadioGroup, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Candidate } from '#shared/model/resolution.ts';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import type { Party } from '../../components/party-list.tsx';
import { useAddressChoice } from '../../queries/people.ts';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  hint: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

/** R5: several records own the address; the person says which, and it is remembered. */
export const ChoosePage = ({ party, onBack }: { readonly party: Party; readonly onBack: () => void }) => {
  const styles = useStyles();
  const strings = useStrings();
  const { people, regarding } = strings;
  const notify = useNotify();
  const choice = useAddressChoice();
  const candidates = party.resolution?.candidates ?? [];
  const [chosen, setChosen] = useState(candidates[0] ? keyOf(candidates[0]) : '');

  const choose = async () => {
    const record = candidates.find((candidate) => keyOf(candidate) === chosen)?.record;
    if (!record) return;
    const { address } = party;
    try {
      await choice.mutateAsync({ address, record });
      notify({
        intent: 'success',
        text: people.chosen(record.name),
        undo: () => choice.mutateAsync({ address, record: null }),
      });
      onBack();
    } catch (error) {
      notify({ intent: 'error', text: `${sayError(error, strings)} ${strings.errorPhrases.nothingChanged}` });
    }
  };

  return (
    <Page onBack={onBack} title={people.chooseTitle(party.address)}>
      <p className={styles.text}>{people.chooseSays}</p>
      <RadioGroup
        aria-label={people.chooseTitle(party.address)}
        onChange={(_event, { value }) => setChosen(value)}
        value={chosen}
      >
        {candidates.map((candidate) => (
          <Radio
            key={keyOf(candidate)}
            label={
              <>
                {candidate.record.name}
                <span className={styles.hint}>
                  {[
                    (regarding.types as Readonly<Record<string, string>>)[candidate.record.type] ??
                      candidate.record.type,
                    people.cause[candidate.cause],
                    people.score(candidate.score),
                  ].join(' · ')}
                </span>
              </>
            }
            value={keyOf(candidate)}
          />
        ))}
      </RadioGroup>
      <Button appearance="primary" disabledFocusable={choice.isPending} onClick={() => void choose()} size="large">
        {people.choose}
      </Button>
    </Page>
  );
};

const keyOf = ({ record }: Candidate): string => `${record.type}:${record.id}`;
