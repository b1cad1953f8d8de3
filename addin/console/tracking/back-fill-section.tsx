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

/** A1: older mail by dates, with preview and the way back. */
export const BackFillSection = ({ mailboxes }: { readonly mailboxes: readonly ShownMailbox[] }) => {
  const styles = useStyles();
  const words = useTrackingWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const [[from, until], setDays] = useState(['', '']);
  const preview = useFillPreview();
  const fill = useBackFill();
  const [filled, setFilled] = useState(nothing);
  const mailboxId = chosen ?? mailboxes[0]?.id ?? '';
  const [begin, end] = [beginOfDay(from ?? ''), beginOfDay(until ?? '', 1)];
  const asked: FillAsked | null =
    begin === null || end === null || begin >= end ? null : { mailboxId, since: begin, until: end };
  const run = (given: FillAsked) =>
    fill.mutate(given, {
      onSuccess: ({ seen, promotionIds, nextSince }) =>
        setFilled({
          seen: filled.seen + seen,
          promotionIds: [...filled.promotionIds, ...promotionIds],
          nextSince,
        }),
    });
  // What was done stays shown, and can be taken back, also when going on fails.
  const isFilled = fill.isSuccess || filled.seen > 0;
  const isBusy = preview.isPending || fill.isPending;
  return (
    <Section title={words.backFill.title}>
      <p className={styles.paragraph}>{words.backFill.lead}</p>
      <div className={styles.form}>
        <Field label={words.preview.mailbox}>
          <Select onChange={(_event, { value }) => setChosen(value)} value={mailboxId}>
            {mailboxes.map(({ id, address }) => (
              <option key={id} value={id}>
                {address}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.backFill.from}>
          <Input onChange={(_event, { value }) => setDays([value, until ?? ''])} type="date" value={from ?? ''} />
        </Field>
        <Field label={words.backFill.until}>
          <Input onChange={(_event, { value }) => setDays([from ?? '', value])} type="date" value={until ?? ''} />
        </Field>
        <Button disabledFocusable={asked === null || isBusy} onClick={() => asked !== null && preview.mutate(asked)}>
          {preview.isPending ? words.backFill.running : words.backFill.preview}
        </Button>
        <Button disabledFocusable={asked === null || isBusy} onClick={() => asked !== null && run(asked)}>
          {fill.isPending ? words.backFill.running : words.backFill.run}
        </Button>
      </div>
      {from !== '' && until !== '' && asked === null && <Message intent="warning">{words.backFill.missing}</Message>}
      {(preview.isError || fill.isError) && <ErrorNotice error={preview.error ?? fill.error} />}
      <div aria-live="polite">
        {isFilled && <Result filled={filled} onUndone={() => setFilled({ ...filled, promotionIds: [] })} />}
        {preview.data && !isFilled && <Compared comparison={preview.data} />}
      </div>
      {isFilled && filled.nextSince !== null && asked !== null && (
        <div>
          <Button disabledFocusable={isBusy} onClick={() => run({ ...asked, since: filled.nextSince ?? asked.since })}>
            {words.backFill.goOn}
          </Button>
        </div>
      )}
    </Section>
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
