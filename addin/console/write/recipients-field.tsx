import {
  Combobox,
  Field,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  Option,
  TagGroup,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Resolution } from '#shared/model/resolution.ts';
import { Icon, iconOfType } from '../../components/icons.tsx';
import { useRecipientMatches } from '../../queries/emails.ts';
import { useRecordSearch } from '../../queries/records.ts';
import { useDay } from '../../strings/strings.ts';
import { useMailWords } from '../console-strings.ts';
import { useSettledText } from '../use-settled-text.ts';
import type { WrittenRecipient } from './draft.ts';

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  tags: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  tag: { maxWidth: '100%' },
  tagged: { minWidth: 0 },
  shown: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  hit: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  warning: { color: tokens.colorStatusWarningForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  detail: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface RecipientsFieldProps {
  readonly label: string;
  readonly recipients: readonly WrittenRecipient[];
  readonly onChange: (recipients: readonly WrittenRecipient[]) => void;
}

/** Addresses as people paste them: separated by commas, semicolons or lines, with or without a name. */
const pasted = (text: string): WrittenRecipient[] =>
  text.split(/[,;\n]/).flatMap((part) => {
    const [, name = '', address = ''] = /^([^<>]{0,200})<([^<>\s]{1,320})>$/.exec(part.trim()) ?? ['', '', part.trim()];
    if (!/^[^\s@]+@[^\s@]+$/.test(address)) return [];
    const clean = name.replaceAll('"', '').trim();
    return [{ address, name: clean === '' ? null : clean, record: null }];
  });

type MailWords = ReturnType<typeof useMailWords>;

const addressOf = (detail: string): string => /[^\s<>·]+@[^\s<>·]+/.exec(detail)?.[0] ?? '';

/** To, Cc or Bcc: people found while typing, addresses taken as written; each shows whose it is. */
export const RecipientsField = ({ label, recipients, onChange }: RecipientsFieldProps) => {
  const styles = useStyles();
  const words = useMailWords();
  const [text, setText] = useState('');
  const search = useRecordSearch(useSettledText(text));
  const hits = text.trim() === '' ? [] : (search.data ?? []).filter(({ detail }) => detail.includes('@'));
  const add = (more: readonly WrittenRecipient[]) => {
    const known = new Set(recipients.map(({ address }) => address.toLowerCase()));
    onChange([...recipients, ...more.filter(({ address }) => !known.has(address.toLowerCase()))]);
    setText('');
  };
  const takeWritten = (): boolean => {
    const found = pasted(text);
    if (found.length > 0) add(found);
    return found.length > 0;
  };
  return (
    <Field label={label}>
      <div className={styles.field}>
        <RecipientTags onChange={onChange} recipients={recipients} />
        <Combobox
          aria-label={label}
          freeform
          open={hits.length > 0}
          onBlur={takeWritten}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // A whole address is taken as it is written, also while the list still shows what was found before.
            const ends = [',', ';', 'Tab', 'Enter'].includes(event.key);
            if (ends && takeWritten() && event.key !== 'Tab') event.preventDefault();
            if (event.key === 'Backspace' && text === '') onChange(recipients.slice(0, -1));
          }}
          onOptionSelect={(_event, { optionValue }) => {
            const hit = hits.find(({ id }) => id === optionValue);
            if (hit === undefined) return;
            const { type, id, name, detail } = hit;
            add([{ address: addressOf(detail), name, record: { type, id, name } }]);
          }}
          placeholder={words.findPeople}
          selectedOptions={[]}
          value={text}
        >
          {hits.map((hit) => (
            <Option key={hit.id} text={hit.name} value={hit.id}>
              <span className={styles.hit}>
                <Icon name={iconOfType(hit.type)} size={16} />
                <span>
                  {hit.name} <span className={styles.detail}>{hit.detail}</span>
                </span>
              </span>
            </Option>
          ))}
        </Combobox>
      </div>
    </Field>
  );
};

type TagsProps = Omit<RecipientsFieldProps, 'label'>;

const RecipientTags = ({ recipients, onChange }: TagsProps) => {
  const styles = useStyles();
  const words = useMailWords();
  const day = useDay();
  const matches = useRecipientMatches(recipients.map(({ address }) => address).filter((address) => address !== ''));
  if (recipients.length === 0) return null;
  const bounced = matches.data?.flatMap((match) =>
    match.bounced === undefined ? [] : [{ ...match, ...match.bounced }],
  );
  return (
    <>
      <TagGroup
        className={styles.tags}
        onDismiss={(_event, { value }) => onChange(recipients.filter(({ address }) => address !== value))}
      >
        {recipients.map((recipient) => (
          <RecipientTag
            key={recipient.address}
            recipient={recipient}
            match={matches.data?.find(({ address }) => address === recipient.address) ?? null}
          />
        ))}
      </TagGroup>
      {(bounced ?? []).map(({ address, since }) => (
        <span className={styles.warning} key={address} role="status">
          {address}: {words.bouncedOn(day(since))}
        </span>
      ))}
    </>
  );
};

interface TagProps {
  readonly recipient: WrittenRecipient;
  /** Null while it is not known. */
  readonly match: { readonly resolution: Resolution; readonly bounced?: { readonly since: string } | undefined } | null;
}

/** Whose address it is, in words: colour alone says nothing. */
const saidOf = (known: NamedRecordRef | null, resolution: Resolution | null, words: MailWords): string => {
  if (known !== null) return words.isRecord(known.name);
  return resolution?.kind === 'ambiguous' ? words.severalRecords : words.noRecord;
};

const iconOf = (known: NamedRecordRef | null, bounced: boolean) => {
  if (bounced) return 'hold';
  return known === null ? 'question' : iconOfType(known.type);
};

const RecipientTag = ({ recipient, match }: TagProps) => {
  const styles = useStyles();
  const words = useMailWords();
  const day = useDay();
  const resolution = match?.resolution ?? null;
  const { address, name, record } = recipient;
  const known = record ?? (resolution?.kind === 'resolved' ? resolution.record : null);
  const shown = known?.name ?? name ?? address;
  const bounced = match?.bounced === undefined ? null : words.bouncedOn(day(match.bounced.since));
  const says = [saidOf(known, resolution, words), bounced].filter(Boolean).join(', ');
  return (
    <InteractionTag className={styles.tag} value={address}>
      <InteractionTagPrimary
        aria-label={`${shown}, ${address}, ${says}`}
        className={styles.tagged}
        hasSecondaryAction
        icon={<Icon name={iconOf(known, bounced !== null)} size={16} />}
        primaryText={{ children: shown, className: styles.shown }}
        title={`${address} · ${says}`}
      />
      <InteractionTagSecondary aria-label={words.removeRecipient(shown)} />
    </InteractionTag>
  );
};
