import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useMyMailboxes } from '../../queries/mailboxes.ts';
import { useOrganizationSettings } from '../../queries/organization-settings.ts';
import { useChangeMySettings, useMySettings } from '../../queries/settings.ts';
import { useConsoleStrings, useTrackingWords } from '../console-strings.ts';
import { AcceptanceSelect } from '../tracking/acceptance-select.tsx';
import { BackFillSection } from '../tracking/back-fill-section.tsx';
import { ListField } from '../tracking/list-field.tsx';
import { PreviewSection } from '../tracking/preview-section.tsx';
import { RuleList } from '../tracking/rule-list.tsx';
import { RoomTitle } from './room-title.tsx';

type Mine = CallOutput<'getMySettings'>;
type Chosen = Pick<Mine, 'acceptance' | 'exclusions' | 'rules'>;

/** What differs alone: an option that the ceiling has passed by since is neither tried nor saved again. */
const changesOf = (standing: Chosen, chosen: Chosen): Partial<Chosen> =>
  Object.fromEntries(
    Object.entries(chosen).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(standing[name as keyof Chosen]),
    ),
  );

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** A2, A7, A8, A24: what of one's own mail is tracked by itself, with a preview before it counts. */
export const TrackingPage = () => {
  const styles = useStyles();
  const words = useTrackingWords();
  const { rooms } = useConsoleStrings();
  const mine = useMySettings();
  const organization = useOrganizationSettings();
  const failed = [mine, organization].find(({ isError }) => isError);
  return (
    <>
      <RoomTitle>{rooms.tracking}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      {failed && <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && (mine.data === undefined || organization.data === undefined) && <RowsSkeleton rows={6} />}
      {mine.data && organization.data && (
        <Choices ceiling={organization.data.acceptanceCeiling} key={JSON.stringify(mine.data)} stands={mine.data} />
      )}
    </>
  );
};

interface ChoicesProps {
  readonly stands: Mine;
  readonly ceiling: Mine['acceptance'];
}

const Choices = ({ stands, ceiling }: ChoicesProps) => {
  const styles = useStyles();
  const words = useTrackingWords();
  const notify = useNotify();
  const mailboxes = useMyMailboxes();
  const change = useChangeMySettings();
  const standing: Chosen = { acceptance: stands.acceptance, exclusions: stands.exclusions, rules: stands.rules };
  const [chosen, setChosen] = useState(standing);
  const changes = changesOf(standing, chosen);
  const isChanged = Object.keys(changes).length > 0;
  const save = () => change.mutate(changes, { onSuccess: () => notify({ intent: 'success', text: words.saved }) });
  return (
    <>
      <Section title={words.choice}>
        <AcceptanceSelect
          ceiling={ceiling}
          label={words.acceptance}
          onChange={(acceptance) => setChosen({ ...chosen, acceptance })}
          value={chosen.acceptance}
        />
        <ListField
          entries={chosen.exclusions}
          hint={words.exclusionsHint}
          label={words.exclusions}
          onChange={(exclusions) => setChosen({ ...chosen, exclusions })}
        />
        <p className={styles.quiet}>{words.exclusionsPrivate}</p>
      </Section>
      <Section title={words.rules.title}>
        <p className={styles.quiet}>
          {words.rules.lead} {words.rules.bounds}
        </p>
        <RuleList onChange={(rules) => setChosen({ ...chosen, rules })} rules={chosen.rules} />
      </Section>
      {mailboxes.isError && <ErrorNotice error={mailboxes.error} onRetry={() => void mailboxes.refetch()} />}
      {mailboxes.data && <PreviewSection mailboxes={mailboxes.data} tried={changes} />}
      {mailboxes.data && mailboxes.data.length > 0 && <BackFillSection mailboxes={mailboxes.data} />}
      {isChanged && <Message intent="info">{words.unsaved}</Message>}
      {change.isError && <ErrorNotice error={change.error} />}
      <div>
        <Button appearance="primary" disabledFocusable={!isChanged || change.isPending} onClick={save}>
          {words.save}
        </Button>
      </div>
    </>
  );
};
