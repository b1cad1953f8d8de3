import { Button, Select, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Icon } from '../../components/icons.tsx';
import type { SyncFilter, SyncKind } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';
import { type FieldForm, fieldsFor, type Group, isGroup, rowOf } from './filter-fields.ts';
import { FilterRow } from './filter-rows.tsx';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalS,
    margin: 0,
    minWidth: 0,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  inner: { backgroundColor: tokens.colorNeutralBackground2 },
  legend: { fontWeight: tokens.fontWeightSemibold, padding: `0 ${tokens.spacingHorizontalXS}` },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface GroupProps<Rules> {
  readonly group: Rules;
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldForm>;
  readonly onChange: (group: Rules) => void;
}

const JoinSelect = ({ group, name, onChange }: Omit<GroupProps<Pick<Group, 'join'>>, 'fields'>) => {
  const styles = useStyles();
  const words = useSyncWords().filters;
  return (
    <div className={styles.row}>
      {words.join}
      <Select
        aria-label={words.joinOf(name)}
        onChange={(_event, { value }) => onChange({ join: value === 'or' ? 'or' : 'and' })}
        value={group.join}
      >
        <option value="and">{words.joins.and}</option>
        <option value="or">{words.joins.or}</option>
      </Select>
    </div>
  );
};

const useFirstRow = (fields: ReadonlyMap<string, FieldForm>) => {
  const name = ['fullName', 'subject'].find((one) => fields.has(one)) ?? [...fields.keys()][0] ?? 'mine';
  return () => rowOf(name, fields.get(name) ?? 'text', 'contains', '');
};

/** Rows among the rows of a filter: all or any of them. */
const InnerGroup = ({ group, name, fields, onChange, onRemove }: GroupProps<Group> & { onRemove: () => void }) => {
  const styles = useStyles();
  const words = useSyncWords().filters;
  const firstRow = useFirstRow(fields);
  const [added, setAdded] = useState<number | null>(null);
  const put = (rows: Group['rows']) => onChange({ ...group, rows });
  return (
    <fieldset className={mergeClasses(styles.group, styles.inner)}>
      <legend className={styles.legend}>{name}</legend>
      <JoinSelect group={group} name={name} onChange={({ join }) => onChange({ ...group, join })} />
      {group.rows.length === 0 && (
        <p className={styles.quiet}>{group.join === 'and' ? words.emptyAnd : words.emptyOr}</p>
      )}
      {group.rows.map((row, index) => (
        <FilterRow
          fields={fields}
          isNew={added === index}
          key={index}
          number={String(index + 1)}
          of={name}
          onChange={(changed) => put(group.rows.map((one, at) => (at === index ? changed : one)))}
          onRemove={() => {
            setAdded(null);
            put(group.rows.filter((_one, at) => at !== index));
          }}
          row={row}
        />
      ))}
      <div className={styles.row}>
        <Button
          aria-label={words.addRowTo(name)}
          icon={<Icon name="add" size={16} />}
          onClick={() => {
            setAdded(group.rows.length);
            put([...group.rows, firstRow()]);
          }}
          size="small"
        >
          {words.addRow}
        </Button>
        <Button appearance="subtle" onClick={onRemove} size="small">
          {words.removeGroup(name)}
        </Button>
      </div>
    </fieldset>
  );
};

interface FilterCardProps {
  readonly filter: SyncFilter;
  /** Those that it may be about; of none in particular it asks what all of them have. */
  readonly kinds: readonly SyncKind[];
  readonly number: string;
  readonly onChange: (filter: SyncFilter) => void;
  readonly onRemove: () => void;
}

/** One that the filter is about already stays, whatever is synchronized now. */
const offeredTo = (filter: SyncFilter, kinds: readonly SyncKind[]): readonly SyncKind[] =>
  filter.kind === undefined || kinds.includes(filter.kind) ? kinds : [...kinds, filter.kind];

const KindSelect = ({ filter, kinds, onChange }: Pick<FilterCardProps, 'filter' | 'kinds' | 'onChange'>) => {
  const { filters: words, kinds: names } = useSyncWords();
  const offered = offeredTo(filter, kinds);
  if (offered.length < 2) return null;
  const choose = (kind: SyncKind | undefined) => {
    const { kind: _former, ...rest } = filter;
    onChange(kind === undefined ? rest : { ...rest, kind });
  };
  return (
    <Select
      aria-label={words.kind}
      onChange={(_event, { value }) => choose(offered.find((kind) => kind === value))}
      value={filter.kind ?? ''}
    >
      <option value="">{words.allKinds}</option>
      {offered.map((kind) => (
        <option key={kind} value={kind}>
          {names[kind]}
        </option>
      ))}
    </Select>
  );
};

/** Y3: one filter, whose rows and groups all, or any of which, must hold. */
export const FilterCard = ({ filter, kinds, number, onChange, onRemove }: FilterCardProps) => {
  const styles = useStyles();
  const words = useSyncWords().filters;
  const name = words.filter(number);
  const fields = fieldsFor(filter.kind, kinds);
  const firstRow = useFirstRow(fields);
  const [added, setAdded] = useState<number | null>(null);
  const put = (rows: SyncFilter['rows']) => onChange({ ...filter, rows });
  const change = (index: number, rule: SyncFilter['rows'][number]) =>
    put(filter.rows.map((one, at) => (at === index ? rule : one)));
  const remove = (index: number) => {
    setAdded(null);
    put(filter.rows.filter((_one, at) => at !== index));
  };
  const add = (rule: SyncFilter['rows'][number]) => {
    setAdded(filter.rows.length);
    put([...filter.rows, rule]);
  };
  // Rows and groups are counted apart, as they are told.
  const numberOf = (index: number) => {
    const of = filter.rows.map(isGroup);
    return String(of.slice(0, index + 1).filter((one) => one === of[index]).length);
  };
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{name}</legend>
      <div className={styles.row}>
        <KindSelect filter={filter} kinds={kinds} onChange={onChange} />
        <JoinSelect group={filter} name={name} onChange={({ join }) => onChange({ ...filter, join })} />
      </div>
      {filter.rows.length === 0 && (
        <p className={styles.quiet}>{filter.join === 'and' ? words.emptyAnd : words.emptyOr}</p>
      )}
      {filter.rows.map((rule, index) =>
        isGroup(rule) ? (
          <InnerGroup
            fields={fields}
            group={rule}
            key={index}
            name={words.group(numberOf(index), name)}
            onChange={(changed) => change(index, changed)}
            onRemove={() => remove(index)}
          />
        ) : (
          <FilterRow
            fields={fields}
            isNew={added === index}
            key={index}
            number={numberOf(index)}
            of={name}
            onChange={(changed) => change(index, changed)}
            onRemove={() => remove(index)}
            row={rule}
          />
        ),
      )}
      <div className={styles.row}>
        <Button
          aria-label={words.addRowTo(name)}
          icon={<Icon name="add" size={16} />}
          onClick={() => add(firstRow())}
          size="small"
        >
          {words.addRow}
        </Button>
        <Button
          aria-label={words.addGroupTo(name)}
          icon={<Icon name="add" size={16} />}
          onClick={() => add({ join: filter.join === 'and' ? 'or' : 'and', rows: [firstRow()] })}
          size="small"
        >
          {words.addGroup}
        </Button>
        <Button appearance="subtle" aria-label={words.removeOf(number)} onClick={onRemove} size="small">
          {words.remove}
        </Button>
      </div>
    </fieldset>
  );
};
