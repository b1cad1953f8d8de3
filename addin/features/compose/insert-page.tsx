import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Page } from '../../components/page.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import type { OpenDraft } from '../../office/open-draft.ts';
import { type Insertion, type InsertionKind, useInsertions } from '../../queries/insertions.ts';
import { useStrings } from '../../strings/strings.ts';
import { FilledInsertion } from './filled-insertion.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  choice: { justifyContent: 'flex-start', width: '100%', minWidth: 0, textAlign: 'start' },
  says: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

const kinds: readonly InsertionKind[] = ['email', 'salesLiterature', 'knowledgeArticle'];

export interface InsertPageProps {
  readonly draft: OpenDraft;
  /** Whom the fields of a recipient are taken from. */
  readonly recipient: NamedRecordRef | null;
  readonly regarding: NamedRecordRef | null;
  /** Going back; `inserted` when something was put into the mail. */
  readonly onBack: (result: 'inserted' | 'nothing') => void;
}

/** P6: chooses a template, sales literature or an article, and shows what it will be before it is put into the mail. */
export const InsertPage = (props: InsertPageProps) => {
  const { compose } = useStrings();
  const [chosen, setChosen] = useState<Insertion | null>(null);
  return (
    <Page
      focus="content"
      onBack={() => (chosen === null ? props.onBack('nothing') : setChosen(null))}
      title={chosen?.name ?? compose.insert}
    >
      {chosen === null ? <Choose onChoose={setChosen} /> : <FilledInsertion {...props} insertion={chosen} />}
    </Page>
  );
};

const Choose = ({ onChoose }: { readonly onChoose: (insertion: Insertion) => void }) => {
  const styles = useStyles();
  const { compose } = useStrings();
  const [kind, setKind] = useState<InsertionKind>('email');
  const [text, setText] = useState('');
  const found = useInsertions(kind, text);
  return (
    <>
      <Field label={compose.insertKind}>
        <Select onChange={(_event, { value }) => setKind(value as InsertionKind)} value={kind}>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {compose.insertKinds[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={compose.insertSearch}>
        <Input
          contentBefore={<Icon name="search" size={16} />}
          onChange={(_event, { value }) => setText(value)}
          type="search"
          value={text}
        />
      </Field>
      {found.isError && <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <TextSkeleton lines={4} />}
      {found.data?.length === 0 && <p className={styles.says}>{compose.insertNone}</p>}
      <ul aria-label={compose.insertKinds[kind]} className={styles.list}>
        {(found.data ?? []).map((insertion) => (
          <li key={insertion.id}>
            <Button className={styles.choice} onClick={() => onChoose(insertion)}>
              {insertion.name}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
};
