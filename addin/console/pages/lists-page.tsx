import { Button, Combobox, Field, Input, Option, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import {
  type MarketingList,
  useMarketingListMembers,
  useMarketingLists,
  useWriteMarketingLists,
} from '../../queries/marketing-lists.ts';
import { useRecordSearch } from '../../queries/records.ts';
import { useCampaignWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { useSettledText } from '../use-settled-text.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  wide: { flexGrow: 1, flexBasis: '240px', maxWidth: '480px' },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  member: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Marketing lists: those there are, who is in each, and a new one (S9). */
export const ListsPage = () => {
  const styles = useStyles();
  const { lists: words, campaigns } = useCampaignWords();
  const lists = useMarketingLists();
  const { create } = useWriteMarketingLists();
  const [name, setName] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate(name.trim(), { onSuccess: () => setName('') });
  };
  return (
    <>
      <RoomTitle>{words.title}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      <form className={styles.form} onSubmit={submit}>
        <Field className={styles.wide} label={words.name}>
          <Input maxLength={200} onChange={(_event, { value }) => setName(value)} value={name} />
        </Field>
        <Button appearance="primary" disabledFocusable={name.trim() === '' || create.isPending} type="submit">
          {words.add}
        </Button>
      </form>
      {create.isError && <ErrorNotice error={create.error} />}
      {lists.isError && <ErrorNotice error={lists.error} onRetry={() => void lists.refetch()} />}
      {lists.isPending && <RowsSkeleton rows={3} />}
      {lists.data?.length === 0 && (
        <EmptyState icon="people" title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      )}
      {lists.data?.map((list) => (
        <ListSection key={list.id} list={list} />
      ))}
      <GoLink to={{ room: 'campaigns' }}>{campaigns.toList}</GoLink>
    </>
  );
};

const ListSection = ({ list }: { readonly list: MarketingList }) => {
  const styles = useStyles();
  const { lists: words } = useCampaignWords();
  const [open, setOpen] = useState(false);
  const { remove } = useWriteMarketingLists();
  return (
    <Section heading="spoken" title={list.name}>
      <div className={styles.row}>
        <div className={styles.name}>
          {list.name}
          <p className={styles.quiet}>{words.count(list.members)}</p>
        </div>
        <Button
          aria-expanded={open}
          aria-label={open ? `${words.close}: ${list.name}` : words.showOf(list.name)}
          onClick={() => setOpen(!open)}
          size="small"
        >
          {open ? words.close : words.show}
        </Button>
        <ConfirmDialog
          action={words.remove}
          keep={words.keep}
          label={words.removeOf(list.name)}
          onConfirm={() => remove.mutate(list.id)}
          says={words.removeSays}
          size="small"
          title={words.removeTitle}
        />
      </div>
      {remove.isError && <ErrorNotice error={remove.error} />}
      {open && <Members list={list} />}
    </Section>
  );
};

const Members = ({ list }: { readonly list: MarketingList }) => {
  const styles = useStyles();
  const { lists: words } = useCampaignWords();
  const members = useMarketingListMembers(list.id);
  const { change } = useWriteMarketingLists();
  const items = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <FindMember
        label={words.addTo(list.name)}
        onChoose={(record) => change.mutate({ listId: list.id, add: [record] })}
      />
      {change.isError && <ErrorNotice error={change.error} />}
      {members.isError && <ErrorNotice error={members.error} onRetry={() => void members.refetch()} />}
      <ul aria-label={words.showOf(list.name)} className={styles.list}>
        {items.map((record) => (
          <li className={styles.member} key={`${record.type} ${record.id}`}>
            <span className={styles.name}>
              <GoLink to={{ room: 'record', record }}>{record.name}</GoLink>
            </span>
            <Button
              appearance="subtle"
              aria-label={words.take(record.name)}
              icon={<Icon name="close" size={16} />}
              onClick={() => change.mutate({ listId: list.id, remove: [{ type: record.type, id: record.id }] })}
              size="small"
            />
          </li>
        ))}
      </ul>
      <MoreButton pages={members} />
    </>
  );
};

interface FindMemberProps {
  readonly label: string;
  readonly onChoose: (record: RecordRef) => void;
}

const FindMember = ({ label, onChoose }: FindMemberProps) => {
  const styles = useStyles();
  const { lists: words } = useCampaignWords();
  const [text, setText] = useState('');
  const search = useRecordSearch(useSettledText(text));
  const hits = text.trim() === '' ? [] : (search.data ?? []);
  return (
    <Field className={styles.wide} label={label}>
      <Combobox
        freeform
        onChange={(event) => setText(event.target.value)}
        onOptionSelect={(_event, { optionValue }) => {
          const hit = hits.find(({ id }) => id === optionValue);
          if (hit === undefined) return;
          setText('');
          onChoose({ type: hit.type, id: hit.id });
        }}
        open={hits.length > 0}
        placeholder={words.find}
        selectedOptions={[]}
        value={text}
      >
        {hits.map(({ id, name, detail }) => (
          <Option key={id} text={name} value={id}>
            {name} {detail}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
};
