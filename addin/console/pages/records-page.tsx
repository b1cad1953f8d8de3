import { Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon, iconOfType } from '../../components/icons.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useRecordList, useRecordTypes } from '../../queries/console.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { goTo } from '../place.ts';
import { useSettledText } from '../use-settled-text.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

type ShownRecord = CallOutput<'listRecords'>['items'][number];

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  search: { flexGrow: 1, minWidth: '220px' },
  scroll: {
    overflowX: 'auto',
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  table: { width: '100%', borderCollapse: 'collapse', textAlign: 'start' },
  head: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'start',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
  },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Records of one type, found by the start of any word. */
export const RecordsPage = ({ type }: { readonly type: string }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const [text, setText] = useState('');
  const q = useSettledText(text);
  const list = useRecordList(type, q);
  const records = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <RoomTitle>{words.rooms.records}</RoomTitle>
      <div className={styles.tools}>
        <TypeSelect type={type} />
        <Input
          aria-label={words.records.search}
          className={styles.search}
          contentBefore={<Icon name="search" size={16} />}
          onChange={(_event, { value }) => setText(value)}
          placeholder={words.records.search}
          type="search"
          value={text}
        />
      </div>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={8} />}
      {list.data && records.length === 0 && (
        <EmptyState icon={iconOfType(type)} title={q === '' ? words.records.emptyTitle : words.records.noneFound(q)}>
          {words.records.empty}
        </EmptyState>
      )}
      {records.length > 0 && <RecordTable records={records} />}
      <MoreButton pages={list} />
    </>
  );
};

const TypeSelect = ({ type }: { readonly type: string }) => {
  const words = useConsoleStrings();
  const { regarding } = useStrings();
  const types = useRecordTypes();
  const shown = types.data ?? [];
  const own = regarding.types as Readonly<Record<string, string>>;
  return (
    <Select
      aria-label={words.records.type}
      onChange={(_event, { value }) => goTo({ room: 'records', type: value })}
      value={type}
    >
      {shown.every(({ name }) => name !== type) && <option value={type}>{own[type] ?? type}</option>}
      {shown.map(({ name, label, builtIn }) => (
        <option key={name} value={name}>
          {builtIn ? (own[name] ?? label) : label}
        </option>
      ))}
    </Select>
  );
};

const RecordTable = ({ records }: { readonly records: readonly ShownRecord[] }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const moment = useMoment();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {[words.records.name, words.records.addresses, words.records.owner, words.records.changed].map((head) => (
              <th className={styles.head} key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              <td className={styles.cell}>
                <span className={styles.name}>
                  <Icon name={iconOfType(record.type)} size={16} />
                  <GoLink to={{ room: 'record', record: { type: record.type, id: record.id } }}>{record.name}</GoLink>
                  {!record.active && <span className={styles.quiet}>({words.records.inactive})</span>}
                </span>
              </td>
              <td className={styles.cell}>{record.addresses.map(({ address }) => address).join(', ')}</td>
              <td className={styles.cell}>{record.owner?.name}</td>
              <td className={styles.cell}>{moment(record.updatedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
