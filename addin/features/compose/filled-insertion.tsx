import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { type FilledInsertion as Filled, type Insertion, useFilledInsertion } from '../../queries/insertions.ts';
import { useStrings } from '../../strings/strings.ts';
import type { InsertPageProps } from './insert-page.tsx';

const useStyles = makeStyles({
  preview: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
  },
  missing: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** The text as it will stand in the mail, and the fields that have no value, before anything is inserted. */
export const FilledInsertion = (props: InsertPageProps & { readonly insertion: Insertion }) => {
  const styles = useStyles();
  const { compose, errorPhrases } = useStrings();
  const { insertion, draft, onBack } = props;
  const filled = useFilledInsertion(insertion.id, props);
  const insert = useMutation({
    mutationFn: async (content: Filled) => {
      await draft.insert(withLink(content, insertion.name));
      const { subject } = await draft.read();
      if (subject.trim() === '' && content.subject !== '') await draft.setSubject(content.subject);
    },
    onSuccess: () => onBack('inserted'),
  });
  if (filled.isError) return <ErrorNotice error={filled.error} onRetry={() => void filled.refetch()} />;
  if (!filled.data) return <TextSkeleton lines={6} />;
  const content = filled.data;
  return (
    <>
      {content.missing.length > 0 && (
        <Message intent="warning">
          {compose.missing}
          <ul className={styles.missing}>
            {content.missing.map((field) => (
              <li key={field}>{field}</li>
            ))}
          </ul>
        </Message>
      )}
      <pre aria-label={compose.preview} className={styles.preview}>
        {shownText(content, insertion.name)}
      </pre>
      {insert.isError && <ErrorNotice consequence={errorPhrases.nothingChanged} error={insert.error} />}
      <Button
        appearance="primary"
        disabledFocusable={insert.isPending}
        onClick={() => insert.mutate(content)}
        size="large"
      >
        {content.missing.length > 0 ? compose.insertAnyway : compose.insertNow}
      </Button>
    </>
  );
};

/** As it will stand in the mail, the address of its document too. */
const shownText = ({ text, link }: Filled, name: string): string =>
  [text, link === null ? '' : `${name}\n${link}`.trim()].filter((part) => part !== '').join('\n\n');

/** Literature and articles may be documents elsewhere: the mail then carries their address. */
const withLink = ({ html, text, link }: Filled, name: string): { html: string; text: string } => {
  if (link === null) return { html, text };
  const shown = escaped(name === '' ? link : name);
  return { html: `${html}<p><a href="${escaped(link)}">${shown}</a></p>`, text: `${text}\n${link}\n` };
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
