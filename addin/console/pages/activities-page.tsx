import { Input } from '@fluentui/react-components';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useTimeline } from '../../queries/console.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { Timeline } from '../timeline.tsx';
import { useSettledText } from '../use-settled-text.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

/** Every tracked mail that one may see. */
export const ActivitiesPage = () => {
  const words = useConsoleStrings();
  const [text, setText] = useState('');
  const q = useSettledText(text);
  const list = useTimeline({ q });
  const activities = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <RoomTitle>{words.rooms.activities}</RoomTitle>
      <Input
        aria-label={words.activities.search}
        contentBefore={<Icon name="search" size={16} />}
        onChange={(_event, { value }) => setText(value)}
        placeholder={words.activities.search}
        type="search"
        value={text}
      />
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={8} />}
      {list.data && activities.length === 0 && (
        <EmptyState icon="mail" title={q === '' ? words.activities.emptyTitle : words.records.noneFound(q)}>
          {words.activities.empty}
        </EmptyState>
      )}
      {activities.length > 0 && (
        <Section heading="spoken" title={words.rooms.activities}>
          <Timeline activities={activities} />
        </Section>
      )}
      <MoreButton pages={list} />
    </>
  );
};
