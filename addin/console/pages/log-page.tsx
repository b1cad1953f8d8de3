import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Membership } from '#shared/contracts/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useLog } from '../../queries/router-log.ts';
import { useConsoleStrings, useRouterWords } from '../console-strings.ts';
import { askedOf, emptyFilter, LogFilterFields, ReasonCounts } from '../router/log-filter.tsx';
import { LogLineRow } from '../router/log-line.tsx';
import { useSettledText } from '../use-settled-text.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  line: {
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
});

/** A4: what became of every mail that came by itself, and why. */
export const LogPage = ({ membership }: { readonly membership: Membership }) => {
  const styles = useStyles();
  const words = useRouterWords().log;
  const { rooms } = useConsoleStrings();
  const isAdministrator = membership.role === 'administrator';
  const [form, setForm] = useState(emptyFilter);
  const filter = askedOf({ ...form, text: useSettledText(form.text) });
  const log = useLog(filter, form.code);
  const lines = log.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = JSON.stringify({ ...form, whose: 'everyone' }) !== JSON.stringify(emptyFilter);
  return (
    <>
      <RoomTitle>{rooms.log}</RoomTitle>
      <p className={styles.lead}>
        {words.lead} {isAdministrator && words.leadForAdministrators}
      </p>
      <LogFilterFields form={form} isAdministrator={isAdministrator} onChange={setForm} />
      <ReasonCounts filter={filter} form={form} onChange={setForm} />
      {log.isError && <ErrorNotice error={log.error} onRetry={() => void log.refetch()} />}
      {log.isPending && <RowsSkeleton rows={6} />}
      {log.isSuccess && lines.length === 0 && <NoLines isFiltered={isFiltered} onClear={() => setForm(emptyFilter)} />}
      {lines.length > 0 && (
        <ul aria-label={rooms.log} className={styles.list}>
          {lines.map((line) => (
            <li className={styles.line} key={line.id}>
              <LogLineRow line={line} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton pages={log} />
    </>
  );
};

/** No mail came yet, or none is as the filter asks. */
const NoLines = ({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) => {
  const words = useRouterWords().log;
  if (!isFiltered)
    return (
      <EmptyState icon="inbox" title={words.emptyTitle}>
        {words.empty}
      </EmptyState>
    );
  return (
    <EmptyState action={<Button onClick={onClear}>{words.clear}</Button>} icon="search" title={words.noneTitle}>
      {words.none}
    </EmptyState>
  );
};
