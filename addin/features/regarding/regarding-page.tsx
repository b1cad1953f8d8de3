import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { Icon } from '../../components/icons.tsx';
import { Page } from '../../components/page.tsx';
import type { MailFacts } from '../../queries/records.ts';
import { useStrings } from '../../strings/strings.ts';
import { ChosenList } from './chosen-list.tsx';
import { HitList } from './hit-list.tsx';
import { mostRegardings, sameRecord, toggled } from './choice.ts';
import { useHits } from './use-hits.ts';

const useStyles = makeStyles({
  foot: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} 0`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

export interface RegardingAnswer {
  readonly regarding: readonly NamedRecordRef[];
  readonly scope: 'message' | 'later' | 'thread';
}

interface RegardingPageProps {
  readonly mail: MailFacts;
  readonly chosen: readonly NamedRecordRef[];
  /** `choose`: for a mail that is being written. */
  readonly for: 'track' | 'choose' | 'change';
  readonly onAnswer: (answer: RegardingAnswer | null) => void;
}

/** P10: chooses what a mail is about; likely records first, others while typing, the first chosen is primary. */
export const RegardingPage = ({ mail, chosen: before, for: purpose, onAnswer }: RegardingPageProps) => {
  const styles = useStyles();
  const { regarding: words, tracking } = useStrings();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(before);
  const [scope, setScope] = useState<RegardingAnswer['scope']>('message');
  const hits = useHits(text, mail);
  const field = useRef<HTMLInputElement>(null);
  // The page is opened to search: typing starts at once.
  useEffect(() => field.current?.focus(), []);
  const full = chosen.length >= mostRegardings;

  return (
    <Page focus="content" onBack={() => onAnswer(null)} title={words.title}>
      <ChosenList chosen={chosen} onChange={setChosen} />
      <HitList
        busy={hits.busy}
        hits={hits.items}
        isChosen={(record) => chosen.some((one) => sameRecord(one, record))}
        onToggle={(record) => setChosen(toggled(chosen, record))}
        search={(attributes) => (
          <Input
            {...attributes}
            contentBefore={<Icon name="search" size={16} />}
            input={{ ref: field }}
            onChange={(_event, { value }) => setText(value)}
            placeholder={words.placeholder}
            type="search"
            value={text}
          />
        )}
        text={text}
        title={hits.kind === 'likely' ? words.likely : words.results}
        error={hits.error}
      />
      <div className={styles.foot}>
        {full && <p className={styles.note}>{words.most(mostRegardings)}</p>}
        {purpose === 'change' && (
          <Field label={tracking.scopeTitle}>
            <Select onChange={(_event, { value }) => setScope(value as RegardingAnswer['scope'])} value={scope}>
              {(['message', 'later', 'thread'] as const).map((one) => (
                <option key={one} value={one}>
                  {tracking.scope[one]}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Button
          appearance="primary"
          disabledFocusable={purpose === 'track' && chosen.length === 0}
          onClick={() => onAnswer({ regarding: chosen, scope })}
          size="large"
        >
          {purpose === 'track' ? words.trackWith : words.save}
        </Button>
      </div>
    </Page>
  );
};
