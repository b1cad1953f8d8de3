import { Button, Checkbox, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type Template, type TemplateFields, useTemplates, useWriteTemplate } from '../../queries/templates.ts';
import { useCampaignWords } from '../console-strings.ts';
import { RichText } from '../write/rich-text.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '860px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const blank: TemplateFields = { kind: 'email', name: '', subject: '', html: '', link: null, scope: 'own' };

/** Templates, sales literature and articles (P6). */
export const TemplatesPage = () => {
  const styles = useStyles();
  const { templates: words } = useCampaignWords();
  const [open, setOpen] = useState<Template | 'new' | null>(null);
  const list = useTemplates(null, '');
  if (open !== null)
    return <TemplateForm key={open === 'new' ? 'new' : open.id} onClose={() => setOpen(null)} template={open} />;
  const add = (
    <Button appearance="primary" icon={<Icon name="add" />} onClick={() => setOpen('new')}>
      {words.add}
    </Button>
  );
  return (
    <>
      <RoomTitle aside={add}>{words.title}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.data?.length === 0 && (
        <EmptyState icon="record" title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      )}
      {list.data?.map((template) => (
        <Section heading="spoken" key={template.id} title={template.name}>
          <div className={styles.row}>
            <div className={styles.name}>
              <Button appearance="transparent" onClick={() => setOpen(template)}>
                {template.name}
              </Button>
              <p className={styles.quiet}>{saidOf(template, words)}</p>
            </div>
          </div>
        </Section>
      ))}
    </>
  );
};

const saidOf = (template: Template, words: ReturnType<typeof useCampaignWords>['templates']): string =>
  [
    words.kinds[template.kind],
    template.owner === null ? '' : words.by(template.owner.name),
    template.placeholders.length === 0 ? '' : words.asksFor(template.placeholders.join(', ')),
  ]
    .filter(Boolean)
    .join(' · ');

interface FormProps {
  readonly template: Template | 'new';
  readonly onClose: () => void;
}

const begun = (template: Template | 'new'): TemplateFields => {
  if (template === 'new') return blank;
  const { kind, name, subject, html, link, scope } = template;
  return { kind, name, subject, html, link, scope };
};

const TemplateForm = ({ template, onClose }: FormProps) => {
  const styles = useStyles();
  const { templates: words } = useCampaignWords();
  const notify = useNotify();
  const { save, remove } = useWriteTemplate();
  const [fields, setFields] = useState(() => begun(template));
  const change = (changes: Partial<TemplateFields>) => setFields((before) => ({ ...before, ...changes }));
  const templateId = template === 'new' ? null : template.id;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(
      { templateId, fields },
      {
        onSuccess: () => {
          notify({ intent: 'success', text: words.saved });
          onClose();
        },
      },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <RoomTitle>{template === 'new' ? words.add : template.name}</RoomTitle>
      <HeadFields fields={fields} kind={templateId === null ? 'choose' : 'fixed'} onChange={change} />
      <RichText html={begun(template).html ?? ''} label={words.text} onChange={(html) => change({ html })} />
      <Checkbox
        checked={fields.scope === 'organization'}
        label={words.shared}
        onChange={(_event, { checked }) => change({ scope: checked === true ? 'organization' : 'own' })}
      />
      {save.isError && <ErrorNotice error={save.error} />}
      {remove.isError && <ErrorNotice error={remove.error} />}
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={save.isPending || fields.name.trim() === ''} type="submit">
          {words.save}
        </Button>
        <Button onClick={onClose}>{words.toList}</Button>
        {templateId !== null && (
          <ConfirmDialog
            action={words.remove}
            keep={words.keep}
            onConfirm={() =>
              remove.mutate(templateId, {
                onSuccess: () => {
                  notify({ intent: 'success', text: words.removed });
                  onClose();
                },
              })
            }
            says={words.removeSays}
            title={words.removeTitle}
          />
        )}
      </div>
    </form>
  );
};

interface HeadProps {
  readonly fields: TemplateFields;
  /** What it is stays what it is once it is stored. */
  readonly kind: 'choose' | 'fixed';
  readonly onChange: (changes: Partial<TemplateFields>) => void;
}

const HeadFields = ({ fields, kind, onChange }: HeadProps) => {
  const { templates: words } = useCampaignWords();
  const isMail = fields.kind === 'email';
  return (
    <>
      {kind === 'choose' && (
        <Field label={words.kind}>
          <Select
            onChange={(_event, { value }) =>
              onChange({ kind: value as Template['kind'], ...(value === 'email' ? { link: null } : { subject: '' }) })
            }
            value={fields.kind}
          >
            {(['email', 'salesLiterature', 'knowledgeArticle'] as const).map((one) => (
              <option key={one} value={one}>
                {words.kinds[one]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={words.name} required>
        <Input maxLength={200} onChange={(_event, { value }) => onChange({ name: value })} value={fields.name} />
      </Field>
      {isMail ? (
        <Field label={words.subject}>
          <Input
            maxLength={500}
            onChange={(_event, { value }) => onChange({ subject: value })}
            value={fields.subject ?? ''}
          />
        </Field>
      ) : (
        <Field label={words.link}>
          <Input
            onChange={(_event, { value }) => onChange({ link: value.trim() === '' ? null : value.trim() })}
            type="url"
            value={fields.link ?? ''}
          />
        </Field>
      )}
    </>
  );
};
