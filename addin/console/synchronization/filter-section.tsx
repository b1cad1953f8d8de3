import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useChangeOrganizationSettings, useOrganizationSettings } from '../../queries/organization-settings.ts';
import { type SyncAccount, type SyncFilter, type SyncKind, useChangeSync } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';
import { FilterCard } from './filter-card.tsx';
import { FilterPreview } from './filter-preview.tsx';
import { offeredKinds } from './sync-offers.ts';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const mostFilters = 20;

interface EditorProps {
  readonly stands: readonly SyncFilter[];
  /** What they may be about; a new one begins with the first. */
  readonly kinds: readonly SyncKind[];
  readonly none: string;
  readonly saving: boolean;
  readonly error: unknown;
  readonly onSave: (filters: SyncFilter[]) => void;
}

const newFilter = (kinds: readonly SyncKind[]): SyncFilter => {
  const [kind, ...others] = kinds;
  return { ...(kind === undefined || others.length === 0 ? {} : { kind }), join: 'and', rows: [] };
};

/** Filters as they are being changed, with what they would take; they count once they are saved. */
const FilterEditor = ({ stands, kinds, none, saving, error, onSave }: EditorProps) => {
  const styles = useStyles();
  const words = useSyncWords().filters;
  const [filters, setFilters] = useState<readonly SyncFilter[]>(stands);
  const isChanged = JSON.stringify(filters) !== JSON.stringify(stands);
  return (
    <>
      {filters.length === 0 && <p className={styles.lead}>{none}</p>}
      {filters.map((filter, index) => (
        <FilterCard
          filter={filter}
          key={index}
          kinds={kinds}
          number={String(index + 1)}
          onChange={(changed) => setFilters(filters.map((one, at) => (at === index ? changed : one)))}
          onRemove={() => setFilters(filters.filter((_one, at) => at !== index))}
        />
      ))}
      <FilterPreview filters={filters} kinds={kinds} />
      {isChanged && <Message intent="info">{words.unsaved}</Message>}
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.row}>
        {filters.length < mostFilters && (
          <Button icon={<Icon name="add" size={16} />} onClick={() => setFilters([...filters, newFilter(kinds)])}>
            {words.add}
          </Button>
        )}
        <Button appearance="primary" disabledFocusable={!isChanged || saving} onClick={() => onSave([...filters])}>
          {words.save}
        </Button>
      </div>
    </>
  );
};

/** Y3: which records go to one's own mailbox. */
export const FilterSection = ({ account }: { readonly account: SyncAccount }) => {
  const styles = useStyles();
  const words = useSyncWords().filters;
  const notify = useNotify();
  const change = useChangeSync();
  const organization = useOrganizationSettings();
  const { filters, kinds } = account.settings;
  const besides = organization.data?.syncFilters.length ?? 0;
  return (
    <Section title={words.title}>
      <p className={styles.lead}>
        {words.lead} {besides > 0 && words.besides(String(besides))}
      </p>
      <FilterEditor
        error={change.error}
        key={JSON.stringify(filters)}
        kinds={kinds}
        none={words.none}
        onSave={(saved) =>
          change.mutate({ filters: saved }, { onSuccess: () => notify({ intent: 'success', text: words.saved }) })
        }
        saving={change.isPending}
        stands={filters}
      />
    </Section>
  );
};

/** Y3: which records go to everybody's mailbox, for administrators. */
export const OrganizationFilterSection = () => {
  const styles = useStyles();
  const words = useSyncWords().filters;
  const notify = useNotify();
  const organization = useOrganizationSettings();
  const change = useChangeOrganizationSettings();
  return (
    <Section title={words.organizationTitle}>
      <p className={styles.lead}>{words.organizationLead}</p>
      {organization.isError && <ErrorNotice error={organization.error} onRetry={() => void organization.refetch()} />}
      {organization.data && (
        <FilterEditor
          error={change.error}
          key={JSON.stringify(organization.data.syncFilters)}
          kinds={offeredKinds}
          none={words.noneOfAll}
          onSave={(syncFilters) =>
            change.mutate({ syncFilters }, { onSuccess: () => notify({ intent: 'success', text: words.saved }) })
          }
          saving={change.isPending}
          stands={organization.data.syncFilters}
        />
      )}
    </Section>
  );
};
