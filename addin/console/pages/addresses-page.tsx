import { Button, Checkbox, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { UnresolvedAddress } from '#shared/contracts/address-matches.ts';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { useNotify } from '../../components/notices.tsx';
import { RecordChip } from '../../components/record-chip.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useResolveEverywhere, useUndoResolution, useUnresolvedAddresses } from '../../queries/console.ts';
import { useRecordSearch } from '../../queries/records.ts';
import { useMoment } from '../../strings/strings.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { useSettledText } from '../use-settled-text.ts';
import { CreateForm } from '../router/create-form.tsx';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

type Preview = CallOutput<'resolveEverywhere'>;

/** R7: so long an address that nobody owns counts as new. */
const stagedDays = 30;

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  address: { flexGrow: 1, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  paragraph: { margin: 0 },
});

/** R6: addresses nobody owns yet, and the one act that resolves all their past appearances. */
export const AddressesPage = () => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const [text, setText] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const [days, setDays] = useState<number | null>(null);
  const list = useUnresolvedAddresses(useSettledText(text), days);
  const addresses = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <RoomTitle>{words.rooms.addresses}</RoomTitle>
      <p className={styles.lead}>{words.addresses.lead}</p>
      <Input
        aria-label={words.addresses.search}
        contentBefore={<Icon name="search" size={16} />}
        onChange={(_event, { value }) => setText(value)}
        placeholder={words.addresses.search}
        type="search"
        value={text}
      />
      <Field label={words.addresses.period}>
        <Select
          onChange={(_event, { value }) => setDays(value === 'month' ? stagedDays : null)}
          value={days === null ? 'all' : 'month'}
        >
          <option value="all">{words.addresses.periods.all}</option>
          <option value="month">{words.addresses.periods.month}</option>
        </Select>
      </Field>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={6} />}
      {list.data && addresses.length === 0 && (
        <EmptyState icon="checkCircle" title={words.addresses.emptyTitle}>
          {words.addresses.empty}
        </EmptyState>
      )}
      {addresses.length > 0 && (
        <ul className={styles.list}>
          {addresses.map((address) => (
            <li key={address.address}>
              <AddressLine
                address={address}
                onToggle={() => setOpen(open === address.address ? null : address.address)}
                open={open === address.address}
              />
            </li>
          ))}
        </ul>
      )}
      <MoreButton pages={list} />
    </>
  );
};

interface AddressLineProps {
  readonly address: UnresolvedAddress;
  readonly open: boolean;
  readonly onToggle: () => void;
}

const AddressLine = ({ address, open, onToggle }: AddressLineProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const moment = useMoment();
  const [isCreating, setCreating] = useState(false);
  return (
    <Section heading="spoken" title={address.address}>
      <div className={styles.line}>
        <div className={styles.address}>
          {address.name === null ? address.address : `${address.name} · ${address.address}`}
          <p className={styles.quiet}>
            {words.addresses.seen(address.activities)}
            {address.lastSeen !== null && ` · ${words.addresses.last(moment(address.lastSeen))}`}
            {address.roleAddress && ` · ${words.addresses.role}`}
            {address.suggested && ` · ${words.addresses.suggested}`}
          </p>
        </div>
        {address.candidates.length === 0 && !address.roleAddress && (
          <Button
            appearance={address.suggested ? 'primary' : 'secondary'}
            aria-expanded={isCreating}
            aria-label={words.addresses.createFor(address.address)}
            onClick={() => setCreating(!isCreating)}
            size="small"
          >
            {words.addresses.create}
          </Button>
        )}
        <Button
          aria-expanded={open}
          aria-label={words.addresses.resolveFor(address.address)}
          onClick={onToggle}
          size="small"
        >
          {words.addresses.resolve}
        </Button>
      </div>
      {isCreating && <CreateForm address={address} onDone={() => setCreating(false)} />}
      {open && <ResolveForm address={address} onDone={onToggle} />}
    </Section>
  );
};

const ResolveForm = ({ address, onDone }: { readonly address: UnresolvedAddress; readonly onDone: () => void }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const [text, setText] = useState(address.name ?? '');
  const [record, setRecord] = useState<NamedRecordRef | null>(null);
  const [addAddress, setAddAddress] = useState<'yes' | 'no'>(address.roleAddress ? 'no' : 'yes');
  const hits = useRecordSearch(useSettledText(text));
  const preview = useResolveEverywhere();
  const choose = (chosen: NamedRecordRef) => {
    setRecord(chosen);
    const ref = { type: chosen.type, id: chosen.id };
    preview.mutate({ address: address.address, record: ref, mode: 'preview', addAddress });
  };
  return (
    <>
      <Input
        aria-label={words.addresses.find}
        contentBefore={<Icon name="search" size={16} />}
        onChange={(_event, { value }) => setText(value)}
        placeholder={words.addresses.find}
        type="search"
        value={text}
      />
      <div className={styles.chips}>
        {(hits.data ?? []).map((hit) => (
          <RecordChip key={hit.id} onOpen={() => choose(hit)} primary={hit.id === record?.id} record={hit} />
        ))}
      </div>
      {preview.isError && <ErrorNotice error={preview.error} />}
      {record !== null && preview.data && (
        <>
          <p className={styles.paragraph}>{words.addresses.preview(preview.data.activities, record.name)}</p>
          <Examples preview={preview.data} />
          <Checkbox
            checked={addAddress === 'yes'}
            label={words.addresses.addIt}
            onChange={(_event, { checked }) => setAddAddress(checked === true ? 'yes' : 'no')}
          />
          <ApplyButton addAddress={addAddress} address={address.address} onDone={onDone} record={record} />
        </>
      )}
    </>
  );
};

const Examples = ({ preview }: { readonly preview: Preview }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  if (preview.examples.length === 0) return null;
  return (
    <p className={styles.quiet}>
      {words.addresses.examples}: {preview.examples.map(({ subject }) => subject).join(' · ')}
    </p>
  );
};

interface ApplyButtonProps {
  readonly address: string;
  readonly record: NamedRecordRef;
  readonly addAddress: 'yes' | 'no';
  readonly onDone: () => void;
}

const ApplyButton = ({ address, record, addAddress, onDone }: ApplyButtonProps) => {
  const words = useConsoleStrings();
  const notify = useNotify();
  const client = useQueryClient();
  const apply = useResolveEverywhere();
  const undo = useUndoResolution();
  const run = () =>
    apply.mutate(
      { address, record: { type: record.type, id: record.id }, mode: 'apply', addAddress },
      {
        onSuccess: ({ activities, resolutionId }) => {
          notify({
            intent: 'success',
            text: words.addresses.applied(activities, record.name),
            ...(resolutionId === null ? {} : { undo: () => undo.mutateAsync(resolutionId) }),
          });
          onDone();
          void client.invalidateQueries();
        },
      },
    );
  return (
    <>
      {apply.isError && <ErrorNotice error={apply.error} />}
      <div>
        <Button appearance="primary" disabledFocusable={apply.isPending} onClick={run}>
          {words.addresses.apply}
        </Button>
      </div>
    </>
  );
};
