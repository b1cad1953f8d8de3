import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import type { ShownMailbox } from '../../queries/mailboxes.ts';
import {
  type FillAsked,
  type Filled,
  useBackFill,
  useFillPreview,
  useUndoBackFill,
} from '../../queries/tracking-preview.ts';
import { beginOfDay } from '../begin-of-day.ts';
import { useTrackingWords } from '../console-strings.ts';
import { Compared } from './preview-section.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  paragraph: { margin: 0 },
});

const nothing: Filled = { seen: 0, promotionIds: [], nextSince: null };

interface Days {
  readonly from: string;
  readonly until: string;
}

/** Null while the days are not whole, or end before they begin. */
const askedOf = (mailboxId: string, { from, until }: Days): FillAsked | null => {
  const [begin, end] = [beginOfDay(from), beginOfDay(until, 1)];
  return begin === null || end === null || begin >= end ? null : { mailboxId, since: begin, until: end };
};

/** Fills run one after another: what all of them did together. */
const useFill = () => {
  const fill = useBackFill();
  const [filled, setFilled] = useState(nothing);
  const run = (given: FillAsked) =>
    fill.mutate(given, {
      onSuccess: ({ seen, promotionIds, nextSince }) =>
        setFilled({
          seen: filled.seen + seen,
          promotionIds: [...filled.promotionIds, ...promotionIds],
          nextSince,
        }),
    });
  const forget = () => setFilled({ ...filled, promotionIds: [] });
  // What was done stays shown, and can be taken back, also when going on fails.
  const isFilled = fill.isSuccess || filled.seen > 0;
  return { fill, filled, isFilled, run, forget };
};

/** A1: older mail by dates, with preview and the way back. */
export const BackFillSection = ({ mailboxes }: { readonly mailboxes: readonly ShownMailbox[] }) => {
  const styles = useStyles();
  const words = useTrackingWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const [days, setDays] = useState<Days>({ from: '', until: '' });
  const preview = useFillPreview();
  const { fill, filled, isFilled, run, forget } = useFill();
  const mailboxId = chosen ?? mailboxes[0]?.id ?? '';
  const asked = askedOf(mailboxId, days);
  const isBusy = preview.isPending || fill.isPending;
  return (
    <Section title={words.backFill.title}>
      <p className={styles.paragraph}>{words.backFill.lead}</p>
      <div className={styles.form}>
        <MailboxSelect mailboxes={mailboxes} onChange={setChosen} value={mailboxId} />
        <Field label={words.backFill.from}>
          <Input onChange={(_event, { value }) => setDays({ ...days, from: value })} type="date" value={days.from} />
        </Field>
        <Field label={words.backFill.until}>
          <Input onChange={(_event, { value }) => setDays({ ...days, until: value })} type="date" value={days.until} />
        </Field>
        <AskButton asked={asked} isBusy={isBusy} isRunning={preview.isPending} onAsk={preview.mutate}>
          {words.backFill.preview}
        </AskButton>
        <AskButton asked={asked} isBusy={isBusy} isRunning={fill.isPending} onAsk={run}>
          {words.backFill.run}
        </AskButton>
      </div>
      <MissingDays asked={asked} days={days} />
      {(preview.isError || fill.isError) && <ErrorNotice error={preview.error ?? fill.error} />}
      <div aria-live="polite">
        {isFilled && <Result filled={filled} onUndone={forget} />}
        {preview.data && !isFilled && <Compared comparison={preview.data} />}
      </div>
      {isFilled && <GoOn asked={asked} isBusy={isBusy} nextSince={filled.nextSince} onAsk={run} />}
    </Section>
  );
};

interface MailboxProps {
  readonly mailboxes: readonly ShownMailbox[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

const MailboxSelect = ({ mailboxes, value: chosen, onChange }: MailboxProps) => (
  <Field label={useTrackingWords().preview.mailbox}>
    <Select onChange={(_event, { value }) => onChange(value)} value={chosen}>
      {mailboxes.map(({ id, address }) => (
        <option key={id} value={id}>
          {address}
        </option>
      ))}
    </Select>
  </Field>
);

interface AskProps {
  readonly asked: FillAsked | null;
  readonly isBusy: boolean;
  readonly onAsk: (asked: FillAsked) => void;
}

const AskButton = ({
  asked,
  isBusy,
  isRunning,
  onAsk,
  children,
}: AskProps & { readonly isRunning: boolean; readonly children: string }) => {
  const words = useTrackingWords().backFill;
  return (
    <Button disabledFocusable={asked === null || isBusy} onClick={() => asked !== null && onAsk(asked)}>
      {isRunning ? words.running : children}
    </Button>
  );
};

/** Both days are given, and yet nothing can be asked. */
const MissingDays = ({ asked, days }: { readonly asked: FillAsked | null; readonly days: Days }) => {
  const words = useTrackingWords().backFill;
  if (days.from === '' || days.until === '' || asked !== null) return null;
  return <Message intent="warning">{words.missing}</Message>;
};

/** The rest of what was too much for one run. */
const GoOn = ({ asked, isBusy, nextSince, onAsk }: AskProps & { readonly nextSince: Filled['nextSince'] }) => {
  const words = useTrackingWords().backFill;
  if (nextSince === null || asked === null) return null;
  return (
    <div>
      <Button disabledFocusable={isBusy} onClick={() => onAsk({ ...asked, since: nextSince })}>
        {words.goOn}
      </Button>
    </div>
  );
};

const Result = ({ filled, onUndone }: { readonly filled: Filled; readonly onUndone: () => void }) => {
  const styles = useStyles();
  const words = useTrackingWords().backFill;
  const notify = useNotify();
  const undo = useUndoBackFill();
  const takeBack = () =>
    undo.mutate(filled.promotionIds, {
      onSuccess: () => {
        notify({ intent: 'success', text: words.undone });
        onUndone();
      },
    });
  return (
    <>
      <p className={styles.paragraph}>{words.done(String(filled.seen), String(filled.promotionIds.length))}</p>
      {filled.promotionIds.length > 0 && (
        <Button disabledFocusable={undo.isPending} onClick={takeBack} size="small">
          {words.undo}
        </Button>
      )}
      {undo.isError && <ErrorNotice error={undo.error} />}
    </>
  );
};
