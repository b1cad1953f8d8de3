import { Button, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { shownValues } from '#shared/offline/waiting-change.ts';
import { Icon, iconOfType } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import type { OfflineState } from '../../offline/records/offline-records.ts';
import { useTopic } from '../../strings/topics.ts';
import { nameOf, useTypeName } from './field-words.ts';
import { useOffline } from './offline-context.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  record: { width: '100%', justifyContent: 'flex-start', minWidth: 0, textAlign: 'start' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1, minWidth: '120px' },
});

export interface OpenRecord {
  readonly type: string;
  /** Null: a new one. */
  readonly id: string | null;
}

/** As many as one reads before one searches. */
const mostShown = 50;

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What is kept with what waits; what was deleted here is not among it. */
const listOf = ({ kept, waiting }: OfflineState) => {
  const changes = new Map(waiting.map(({ type, id, change }) => [`${type} ${id}`, change]));
  const own = waiting.map(({ type, id, change }) => ({ type, id, seen: change.base }));
  const rows = new Map([...kept, ...own].map((row) => [`${row.type} ${row.id}`, row]));
  return [...rows].flatMap(([key, { type, id, seen }]) => {
    const change = changes.get(key) ?? null;
    const values = shownValues(change?.base ?? seen, change);
    const addresses = Array.isArray(values['addresses']) ? values['addresses'].join(' ') : '';
    const name = nameOf(values, change);
    return change?.wish === 'delete' ? [] : [{ type, id, name, text: folded(`${name} ${addresses}`) }];
  });
};

/** The records themselves, to search, to open and to add to. */
export const RecordSection = ({ onOpen }: { readonly onOpen: (record: OpenRecord) => void }) => {
  const styles = useStyles();
  const words = useTopic('offlineRecords');
  const typeName = useTypeName();
  const { state } = useOffline();
  const [text, setText] = useState('');
  const chosen = (state.place?.types ?? []).filter(({ name }) =>
    state.place?.choices.some(({ type }) => type === name),
  );
  const [newType, setNewType] = useState<string | null>(null);
  const type = chosen.find(({ name }) => name === newType) ?? chosen[0];
  const found = listOf(state)
    .filter((row) => row.text.includes(folded(text.trim())))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  return (
    <Section title={words.records}>
      <Input
        aria-label={words.search}
        contentBefore={<Icon name="search" size={16} />}
        onChange={(_event, { value }) => setText(value)}
        placeholder={words.search}
        type="search"
        value={text}
      />
      {found.length === 0 && <p className={styles.text}>{words.none}</p>}
      <ul className={styles.list}>
        {found.slice(0, mostShown).map((row) => (
          <li key={`${row.type} ${row.id}`}>
            <Button
              appearance="subtle"
              className={styles.record}
              icon={<Icon name={iconOfType(row.type)} size={16} />}
              onClick={() => onOpen(row)}
            >
              <span className={styles.name}>{row.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      {found.length > mostShown && <p className={styles.text}>{words.more(found.length - mostShown)}</p>}
      {type && (
        <div className={styles.row}>
          <Select
            aria-label={words.typeOfNew}
            className={styles.grow}
            onChange={(_event, { value }) => setNewType(value)}
            value={type.name}
          >
            {chosen.map((one) => (
              <option key={one.name} value={one.name}>
                {typeName(one)}
              </option>
            ))}
          </Select>
          <Button icon={<Icon name="add" size={16} />} onClick={() => onOpen({ type: type.name, id: null })}>
            {words.add}
          </Button>
        </div>
      )}
    </Section>
  );
};
