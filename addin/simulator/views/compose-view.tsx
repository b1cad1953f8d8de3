import { useEffect, useRef, useState } from 'react';
import { closeDraft, discardDraft, saveDraft } from '../actions/compose.ts';
import { changeDraft } from '../actions/items.ts';
import { requestSend } from '../actions/send.ts';
import { plainTextOf } from '../mailbox/html-text.ts';
import type { Draft, Person } from '../mailbox/model.ts';
import { isForeign, sendersOf } from '../state.ts';
import { AddinCommands } from './command-bar.tsx';
import { Icon } from './icon.tsx';
import { Notices } from './notices.tsx';
import { Attachments } from './reading-pane.tsx';
import { useWorld } from './use-world.tsx';

/** A message as one writes it. */
export function ComposeView({ draft }: { readonly draft: Draft }) {
  const { world, state, strings } = useWorld();
  const isSending = state.run?.itemKey === draft.key;
  return (
    <>
      <div className="command-bar">
        <button
          type="button"
          className="primary"
          disabled={isSending}
          onClick={() => void requestSend(world, draft.key)}
        >
          <Icon name="sent" />
          {strings.send}
        </button>
        <button type="button" className="quiet" onClick={() => saveDraft(world, draft.key)}>
          {strings.save}
        </button>
        <button type="button" className="quiet" onClick={() => discardDraft(world, draft.key)}>
          {strings.discard}
        </button>
        <button type="button" className="quiet" onClick={() => closeDraft(world, draft.key)}>
          {strings.closeDraft}
        </button>
        {!isForeign(state, draft) && <AddinCommands item={draft} />}
      </div>
      <article className="item compose" aria-label={draft.subject || strings.newMail}>
        {isSending && (
          <p className="notice notice-progress" role="status">
            {strings.sending}
          </p>
        )}
        {state.isHeldBack && (
          <p className="notice notice-error" role="alert">
            {strings.heldBack}
          </p>
        )}
        {state.refusedKey === draft.key && (
          <p className="notice notice-error" role="alert">
            {strings.refused}
          </p>
        )}
        <Notices item={draft} />
        {isForeign(state, draft) && (
          <p className="people">
            <span>{strings.from}:</span> {peopleText([draft.from])}
          </p>
        )}
        {!isForeign(state, draft) && <SenderField draft={draft} label={strings.from} />}
        <PeopleField draft={draft} field="to" label={strings.to} />
        <PeopleField draft={draft} field="cc" label={strings.cc} />
        <PeopleField draft={draft} field="bcc" label={strings.bcc} />
        <label className="line">
          <span>{strings.subject}</span>
          <input
            value={draft.subject}
            onChange={(event) => changeDraft(world, draft.key, { subject: event.target.value })}
          />
        </label>
        <Attachments item={draft} />
        <BodyField draft={draft} label={strings.body} />
      </article>
    </>
  );
}

/** Who the mail is sent as; shown where there is a choice. */
function SenderField({ draft, label }: { readonly draft: Draft; readonly label: string }) {
  const { world, state } = useWorld();
  const senders = sendersOf(state);
  if (senders.length === 1) return null;
  return (
    <label className="line">
      <span>{label}</span>
      <select
        aria-label={label}
        value={draft.from.address}
        onChange={({ target }) => {
          const from = senders.find(({ address }) => address === target.value);
          if (from !== undefined) changeDraft(world, draft.key, { from });
        }}
      >
        {senders.map((one) => (
          <option key={one.address} value={one.address}>
            {peopleText([one])}
          </option>
        ))}
      </select>
    </label>
  );
}

interface FieldProps {
  readonly draft: Draft;
  readonly field: 'to' | 'cc' | 'bcc';
  readonly label: string;
}

/** Text until one leaves the field, then people; what the add-in sets is shown at once. */
function PeopleField({ draft, field, label }: FieldProps) {
  const { world, strings } = useWorld();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label className="line">
      <span>{label}</span>
      <input
        value={typed ?? peopleText(draft[field])}
        placeholder={strings.addPeople}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed !== null) changeDraft(world, draft.key, { [field]: peopleIn(typed) });
          setTyped(null);
        }}
      />
    </label>
  );
}

/** The body is edited in place; a change from outside (the add-in) replaces what stands there. */
function BodyField({ draft, label }: { readonly draft: Draft; readonly label: string }) {
  const { world } = useWorld();
  const editor = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = editor.current;
    if (element !== null && element.innerHTML !== draft.html) element.innerHTML = draft.html;
  }, [draft.html]);
  return (
    <div
      ref={editor}
      className="editor"
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-label={label}
      contentEditable
      suppressContentEditableWarning
      onInput={(event) => {
        const html = event.currentTarget.innerHTML;
        changeDraft(world, draft.key, { html, text: plainTextOf(html) });
      }}
    />
  );
}

const peopleText = (people: readonly Person[]): string =>
  people.map((one) => (one.name === one.address ? one.address : `${one.name} <${one.address}>`)).join(', ');

const peopleIn = (text: string): Person[] =>
  text
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const named = /^(.*)<([^<>]+)>$/.exec(one);
      const address = (named?.[2] ?? one).trim();
      return { address, name: named?.[1]?.trim() || address };
    });
