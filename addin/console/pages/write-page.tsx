import { Button, Field, Input, Link, Select, Spinner, makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { type Email, useDeleteDraft, useEmail, useEmailActions, usePrincipals } from '../../queries/emails.ts';
import { type Template, useRenderTemplate } from '../../queries/templates.ts';
import { useMailWords } from '../console-strings.ts';
import { goTo } from '../place.ts';
import { AttachmentsField } from '../write/attachments-field.tsx';
import type { Draft } from '../write/draft.ts';
import { toEditorHtml, toMailHtml, type TextImage } from '../write/mail-html.ts';
import { RecipientsField } from '../write/recipients-field.tsx';
import { RegardingField } from '../write/regarding-field.tsx';
import { RichText, type TextCursor } from '../write/rich-text.tsx';
import { SendOptions } from '../write/send-options.tsx';
import { TemplateMenu } from '../write/template-menu.tsx';
import { type DraftKeeper, useDraft } from '../write/use-draft.ts';
import { useTextFiles } from '../write/use-text-files.ts';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '860px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  foot: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  state: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface WritePageProps {
  /** A stored draft to go on with; null begins a new one. */
  readonly emailId: string | null;
  readonly begun: Draft;
  readonly images: readonly TextImage[];
}

/** The editor: a mail from the first word to the moment it is handed over. It saves itself. */
export const WritePage = (props: WritePageProps) => {
  const styles = useStyles();
  const words = useMailWords();
  const [begun] = useState({ emailId: props.emailId, draft: props.begun });
  const keeper = useDraft(begun);
  const [failure, setFailure] = useState<unknown>(null);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const text = useRef<TextCursor | null>(null);
  const files = useTextFiles({ store: keeper.store, onError: setFailure });
  const { draft, change } = keeper;
  const stored = useStoredFiles(keeper.emailId);
  return (
    <div className={styles.form}>
      <RoomTitle>{draft.subject.trim() === '' ? words.newTitle : draft.subject}</RoomTitle>
      <AddressFields draft={draft} onChange={change} />
      <Field label={words.subject}>
        <Input maxLength={1_000} onChange={(_event, { value }) => change({ subject: value })} value={draft.subject} />
      </Field>
      <RegardingField onChange={(regarding) => change({ regarding })} regarding={draft.regarding} />
      <div className={styles.row}>
        <TemplateChooser draft={draft} onChange={change} onError={setFailure} onMissing={setMissing} text={text} />
      </div>
      {missing.length > 0 && <Message intent="warning">{words.missingBefore(missing.join(', '))}</Message>}
      <RichText
        html={toEditorHtml(begun.draft.html, props.images)}
        label={words.text}
        onChange={(html) => change({ html: toMailHtml(html) })}
        onImages={(images) => {
          for (const image of images)
            void files.attachImage(image).then((shown) => shown !== null && text.current?.insertImage(shown));
        }}
        onReady={(handle) => {
          text.current = handle;
        }}
      />
      <AttachmentsField
        attachments={stored}
        onAdd={(chosen) => void files.attach(chosen)}
        onRemove={(attachment) => void files.detach(attachment)}
        pending={files.pending}
      />
      <SendOptions draft={draft} onChange={change} />
      <Foot busy={files.pending.length > 0} failure={failure} keeper={keeper} onFailure={setFailure} />
    </div>
  );
};

const useStoredFiles = (emailId: string | null): Email['attachments'] => {
  const email = useEmail(emailId ?? '', emailId !== null);
  return (email.data?.attachments ?? []).filter(({ inline }) => !inline);
};

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (changes: Partial<Draft>) => void;
}

const sayPrincipal = (name: string, address: string): string => (name === '' ? address : `${name} <${address}>`);

const AddressFields = ({ draft, onChange }: FieldsProps) => {
  const words = useMailWords();
  const principals = usePrincipals();
  const [copies, setCopies] = useState(draft.cc.length + draft.bcc.length > 0);
  const senders = (principals.data ?? []).flatMap(({ name, addresses }) =>
    addresses.map((address) => ({ address, says: sayPrincipal(name, address) })),
  );
  const known = draft.from === null || senders.some(({ address }) => address === draft.from);
  return (
    <>
      {senders.length > 1 && (
        <Field label={words.from}>
          <Select
            onChange={(_event, { value }) => onChange({ from: value })}
            value={draft.from ?? senders[0]?.address ?? ''}
          >
            {!known && <option>{draft.from}</option>}
            {senders.map(({ address, says }) => (
              <option key={address} value={address}>
                {says}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <RecipientsField label={words.to} onChange={(to) => onChange({ to })} recipients={draft.to} />
      {copies ? (
        <>
          <RecipientsField label={words.cc} onChange={(cc) => onChange({ cc })} recipients={draft.cc} />
          <RecipientsField label={words.bcc} onChange={(bcc) => onChange({ bcc })} recipients={draft.bcc} />
        </>
      ) : (
        <div>
          <Link as="button" onClick={() => setCopies(true)}>
            {words.showCopies}
          </Link>
        </div>
      )}
    </>
  );
};

interface TemplateChooserProps extends FieldsProps {
  readonly text: { readonly current: TextCursor | null };
  readonly onMissing: (fields: readonly string[]) => void;
  readonly onError: (error: unknown) => void;
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const TemplateChooser = ({ draft, onChange, text, onMissing, onError }: TemplateChooserProps) => {
  const render = useRenderTemplate();
  const put = async (template: Template) => {
    const recipient = draft.to[0]?.record ?? null;
    const regarding = draft.regarding[0] ?? null;
    const filled = await render.mutateAsync({
      templateId: template.id,
      ...(recipient === null ? {} : { recipient: { type: recipient.type, id: recipient.id } }),
      ...(regarding === null ? {} : { regarding: { type: regarding.type, id: regarding.id } }),
    });
    onMissing(filled.missing);
    if (draft.subject.trim() === '' && filled.subject !== '') onChange({ subject: filled.subject });
    const link = filled.link === null ? '' : `<p><a href="${escaped(filled.link)}">${escaped(template.name)}</a></p>`;
    text.current?.insert(`${filled.html}${link}`);
  };
  return <TemplateMenu busy={render.isPending} onChoose={(template) => void put(template).catch(onError)} />;
};

interface FootProps {
  readonly keeper: DraftKeeper;
  readonly busy: boolean;
  readonly failure: unknown;
  readonly onFailure: (error: unknown) => void;
}

const Foot = ({ keeper, busy, failure, onFailure }: FootProps) => {
  const styles = useStyles();
  const words = useMailWords();
  const notify = useNotify();
  const remove = useDeleteDraft();
  const { send } = useEmailActions(keeper.emailId ?? '');
  const [key] = useState(() => crypto.randomUUID());
  const [handing, setHanding] = useState(false);
  const handOver = async () => {
    setHanding(true);
    try {
      const emailId = await keeper.store();
      await send.mutateAsync({ emailId, key });
      goTo({ room: 'email', emailId });
    } finally {
      setHanding(false);
    }
  };
  const discard = async () => {
    const emailId = await keeper.save();
    if (emailId !== null) await remove.mutateAsync(emailId);
    notify({ intent: 'success', text: words.discarded });
    goTo({ room: 'emails' });
  };
  const problem = failure ?? (keeper.state === 'failed' ? keeper.error : null);
  return (
    <div className={styles.foot}>
      {problem !== null && <ErrorNotice consequence={words.notSent} error={problem} />}
      <Button
        appearance="primary"
        disabledFocusable={busy || handing}
        icon={<Icon name="mail" />}
        onClick={() => {
          onFailure(null);
          handOver().catch(onFailure);
        }}
      >
        {keeper.draft.sendAt === null ? words.send : words.sendLater}
      </Button>
      <ConfirmDialog
        action={words.discard}
        keep={words.keep}
        onConfirm={() => void discard().catch(onFailure)}
        says={words.discardSays}
        title={words.discardTitle}
      />
      {handing ? (
        <Spinner label={words.sending} size="tiny" />
      ) : (
        <span className={styles.state} role="status">
          {words.save[keeper.state]}
        </span>
      )}
    </div>
  );
};
