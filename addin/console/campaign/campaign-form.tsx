import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useRef, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import type { CampaignFields } from '../../queries/campaigns.ts';
import { useRecordTypes } from '../../queries/console.ts';
import { useMarketingLists } from '../../queries/marketing-lists.ts';
import type { Template } from '../../queries/templates.ts';
import { useCampaignWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { useTypeLabels } from '../use-type-labels.ts';
import { toEditorHtml, toMailHtml } from '../write/mail-html.ts';
import { RichText, type TextCursor } from '../write/rich-text.tsx';
import { TemplateMenu } from '../write/template-menu.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '860px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  choice: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
});

interface CampaignFormProps {
  readonly begun: CampaignFields;
  readonly error: unknown;
  readonly saving: boolean;
  readonly onSave: (fields: CampaignFields) => void;
  readonly onCancel: () => void;
}

/** To whom, and what: the members are found when it is saved, and nothing is sent by that (S9). */
export const CampaignForm = ({ begun, error, saving, onSave, onCancel }: CampaignFormProps) => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  const [fields, setFields] = useState(begun);
  const change = (changes: Partial<CampaignFields>) => setFields((before) => ({ ...before, ...changes }));
  const text = useRef<TextCursor | null>(null);
  const put = (template: Template) => {
    if (fields.subject.trim() === '') change({ subject: template.subject });
    text.current?.insert(template.html);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSave(fields);
  };
  const nobody = fields.members.kind === 'list' && fields.members.listId === '';
  const incomplete = nobody || [fields.name, fields.subject, fields.html].some((one) => one.trim() === '');
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={words.name} required>
        <Input maxLength={200} onChange={(_event, { value }) => change({ name: value })} value={fields.name} />
      </Field>
      <MemberChoice members={fields.members} onChange={(members) => change({ members })} />
      <div>
        <TemplateMenu busy={false} onChoose={put} />
      </div>
      <Field label={words.subject} required>
        <Input maxLength={500} onChange={(_event, { value }) => change({ subject: value })} value={fields.subject} />
      </Field>
      <RichText
        html={toEditorHtml(begun.html, [])}
        label={words.text}
        onChange={(html) => change({ html: toMailHtml(html) })}
        onReady={(cursor) => {
          text.current = cursor;
        }}
      />
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={incomplete || saving} type="submit">
          {words.prepare}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
    </form>
  );
};

interface ChoiceProps {
  readonly members: CampaignFields['members'];
  readonly onChange: (members: CampaignFields['members']) => void;
}

/** To whom: a kind of record that a search narrows, or a marketing list. */
const MemberChoice = ({ members, onChange }: ChoiceProps) => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  return (
    <div className={styles.choice}>
      <Field label={words.to}>
        <Select
          onChange={(_event, { value }) =>
            onChange(value === 'list' ? { kind: 'list', listId: '' } : { kind: 'query', type: 'contact', q: '' })
          }
          value={members.kind}
        >
          <option value="query">{words.by.query}</option>
          <option value="list">{words.by.list}</option>
          {members.kind === 'records' && <option value="records">{words.byHand(members.records.length)}</option>}
        </Select>
      </Field>
      {members.kind === 'query' && <QueryFields members={members} onChange={onChange} />}
      {members.kind === 'list' && <ListField onChange={onChange} value={members.listId} />}
    </div>
  );
};

interface QueryProps {
  readonly members: Extract<CampaignFields['members'], { kind: 'query' }>;
  readonly onChange: ChoiceProps['onChange'];
}

const QueryFields = ({ members, onChange }: QueryProps) => {
  const { campaigns: words } = useCampaignWords();
  const types = useRecordTypes();
  const labelOf = useTypeLabels();
  const kinds = (types.data ?? []).filter(({ emailEnabled, name }) => emailEnabled && name !== 'user');
  return (
    <>
      <Field label={words.type}>
        <Select onChange={(_event, { value }) => onChange({ ...members, type: value })} value={members.type}>
          {kinds.map(({ name }) => (
            <option key={name} value={name}>
              {labelOf(name)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.search}>
        <Input onChange={(_event, { value }) => onChange({ ...members, q: value })} value={members.q} />
      </Field>
    </>
  );
};

interface ListProps {
  readonly value: string;
  readonly onChange: ChoiceProps['onChange'];
}

const ListField = ({ value, onChange }: ListProps) => {
  const { campaigns: words } = useCampaignWords();
  const lists = useMarketingLists();
  return (
    <Field hint={lists.data?.length === 0 ? { children: <NoLists /> } : null} label={words.list}>
      <Select onChange={(_event, { value: listId }) => onChange({ kind: 'list', listId })} value={value}>
        <option value="" />
        {(lists.data ?? []).map(({ id, name, members }) => (
          <option key={id} value={id}>
            {name} ({members})
          </option>
        ))}
      </Select>
    </Field>
  );
};

const NoLists = () => {
  const { campaigns: words } = useCampaignWords();
  return (
    <>
      {words.noLists} <GoLink to={{ room: 'lists' }}>{words.lists}</GoLink>
    </>
  );
};
