import type { KeyboardEvent, MouseEvent } from 'react';
import { memo, useCallback } from 'react';
import { itemsIn, openItem } from '../actions/items.ts';
import { selectUpTo, toggleSelected } from '../actions/selection.ts';
import type { Item } from '../mailbox/model.ts';
import type { Language } from '../state.ts';
import { calendarFolderId } from '../state.ts';
import type { Strings } from '../strings.ts';
import { folderLabel } from '../strings.ts';
import { Categories } from './categories.tsx';
import { Icon } from './icon.tsx';
import { useWorld } from './use-world.tsx';

/**
 * The items of the open folder. Arrow keys, Home and End move and open, as in Outlook; a click with Ctrl, Cmd or Shift, or
 * Ctrl and the space bar, selects several messages.
 */
export function MessageList() {
  const { world, state, strings } = useWorld();
  const open = useCallback(
    (key: string, event: MouseEvent | KeyboardEvent) => {
      if (event.shiftKey) selectUpTo(world, key);
      else if (event.ctrlKey || event.metaKey) toggleSelected(world, key);
      else openItem(world, key);
    },
    [world],
  );
  const items = itemsIn(state, state.folderId);
  const openAt = items.findIndex((item) => item.key === state.openKey);
  const folder = state.folders.find((one) => one.id === state.folderId);
  const heading =
    state.folderId === calendarFolderId
      ? strings.calendar
      : folderLabel(state.language, folder ?? { id: '', name: '' });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const target = moved(event.key, openAt, items.length);
    const item = target === null ? undefined : items[target];
    if (item === undefined) return;
    event.preventDefault();
    openItem(world, item.key);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=option]')[items.indexOf(item)]?.focus();
  };

  return (
    <section className="list" aria-label={strings.messages}>
      <h2>{heading}</h2>
      {items.length === 0 ? (
        <div className="empty">
          <Icon name="open" />
          <p>{strings.emptyFolder}</p>
          {state.folderId === 'inbox' && <p className="hint">{strings.emptyHint}</p>}
        </div>
      ) : (
        <div role="listbox" aria-multiselectable aria-label={heading} tabIndex={-1} onKeyDown={onKeyDown}>
          {items.map((item, index) => (
            <Row
              key={item.key}
              item={item}
              isOpen={item.key === state.openKey || state.selection.includes(item.key)}
              isTabStop={index === Math.max(openAt, 0)}
              language={state.language}
              strings={strings}
              open={open}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function moved(key: string, at: number, length: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: length - 1,
  };
  return targets[key] ?? null;
}

interface RowProps {
  readonly item: Item;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  readonly language: Language;
  readonly strings: Strings;
  readonly open: (key: string, event: MouseEvent | KeyboardEvent) => void;
}

/** Drawn again only when its own item changes: a mailbox may hold hundreds. */
const Row = memo(({ item, isOpen, isTabStop, language, strings, open }: RowProps) => (
  <div
    role="option"
    className={item.kind === 'message' && !item.isRead ? 'row unread' : 'row'}
    aria-selected={isOpen}
    tabIndex={isTabStop ? 0 : -1}
    onClick={(event) => open(item.key, event)}
    onKeyDown={(event) => {
      if (event.key === 'Enter' || (event.key === ' ' && event.ctrlKey)) open(item.key, event);
    }}
  >
    <span className="row-head">
      <span className="row-from">{whoOf(item, strings)}</span>
      <time>{whenOf(item, language)}</time>
    </span>
    <span className="row-subject">{item.subject || strings.noSubject}</span>
    <span className="row-preview">{item.text.slice(0, 120)}</span>
    <span className="row-marks">
      {item.attachments.some((one) => !one.isInline) && <Icon name="paperclip" />}
      <Categories names={item.categories} />
    </span>
  </div>
));
Row.displayName = 'Row';

function whoOf(item: Item, strings: Strings): string {
  if (item.kind === 'appointment') return item.organizer.name;
  const people = item.kind === 'draft' || item.folderId === 'sent' ? item.to : item.from === null ? [] : [item.from];
  return people.map((person) => person.name || person.address).join('; ') || strings.noSender;
}

function whenOf(item: Item, language: Language): string {
  if (item.kind === 'draft') return '';
  const moment = new Date(item.kind === 'message' ? item.sentAt : item.start);
  const isToday = moment.toDateString() === new Date().toDateString();
  return moment.toLocaleString(
    language,
    isToday ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short', year: 'numeric' },
  );
}
