import type { Appointment, Message, Person } from '../mailbox/model.ts';
import { startReply } from '../actions/compose.ts';
import { moveItem, openFolder } from '../actions/items.ts';
import { Categories } from './categories.tsx';
import { AddinCommands } from './command-bar.tsx';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';
import { MailBody } from './mail-body.tsx';
import { Notices } from './notices.tsx';
import { useWorld } from './use-world.tsx';

/** A message as one reads it. */
export function MessageView({ message }: { readonly message: Message }) {
  const { world, state, strings } = useWorld();
  const actions: readonly (readonly [IconName, string, () => void])[] = [
    ['replyAll', strings.replyAll, () => startReply(world, message, 'replyAll')],
    ['forward', strings.forward, () => startReply(world, message, 'forward')],
    ['archive', strings.archive, () => moveItem(world, message.key, 'archive')],
  ];
  return (
    <>
      <div className="command-bar">
        <BackButton />
        <button type="button" className="quiet" onClick={() => startReply(world, message, 'reply')}>
          <Icon name="reply" />
          {strings.reply}
        </button>
        {actions.map(([icon, label, act]) => (
          <button key={icon} type="button" className="quiet" aria-label={label} title={label} onClick={act}>
            <Icon name={icon} />
          </button>
        ))}
        <AddinCommands item={message} />
      </div>
      <article className="item" aria-labelledby="item-subject">
        <h1 id="item-subject">{message.subject || strings.noSubject}</h1>
        <Categories names={message.categories} />
        <Notices item={message} />
        <div className="item-head">
          <span className="avatar" aria-hidden="true">
            {initials(message.from)}
          </span>
          <div>
            <p className="item-from">{message.from === null ? strings.noSender : personText(message.from)}</p>
            <PeopleLine label={strings.to} people={message.to} />
            <PeopleLine label={strings.cc} people={message.cc} />
          </div>
          <time>
            {new Date(message.sentAt).toLocaleString(state.language, { dateStyle: 'medium', timeStyle: 'short' })}
          </time>
        </div>
        <Attachments item={message} />
        <MailBody item={message} title={message.subject || strings.body} theme={state.theme} />
      </article>
    </>
  );
}

/** An appointment as an attendee (or its organizer) sees it. */
export function AppointmentView({ appointment }: { readonly appointment: Appointment }) {
  const { state, strings } = useWorld();
  const when = new Intl.DateTimeFormat(state.language, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <>
      <div className="command-bar">
        <BackButton />
        <AddinCommands item={appointment} />
      </div>
      <article className="item" aria-labelledby="item-subject">
        <h1 id="item-subject">{appointment.subject || strings.noSubject}</h1>
        <Categories names={appointment.categories} />
        <Notices item={appointment} />
        <dl className="facts">
          <dt>{strings.when}</dt>
          <dd>{when.formatRange(appointment.start, appointment.end)}</dd>
          <dt>{strings.where}</dt>
          <dd>{appointment.location || '–'}</dd>
          <dt>{strings.organizer}</dt>
          <dd>{personText(appointment.organizer)}</dd>
          {appointment.recurrence !== null && (
            <>
              <dt>{strings.repeats}</dt>
              <dd>{appointment.recurrence.recurrenceType}</dd>
            </>
          )}
        </dl>
        <PeopleLine label={strings.required} people={appointment.required} />
        <PeopleLine label={strings.optional} people={appointment.optional} />
        <MailBody item={appointment} title={appointment.subject || strings.body} theme={state.theme} />
      </article>
    </>
  );
}

/** Back to the list, where a narrow screen shows one thing at a time. */
function BackButton() {
  const { world, state, strings } = useWorld();
  return (
    <button
      type="button"
      className="quiet back"
      aria-label={strings.back}
      onClick={() => openFolder(world, state.folderId)}
    >
      <Icon name="back" />
    </button>
  );
}

export function Attachments({ item }: { readonly item: Pick<Message, 'attachments'> }) {
  const { strings } = useWorld();
  const files = item.attachments.filter((one) => !one.isInline);
  if (files.length === 0) return null;
  return (
    <ul className="attachments" aria-label={strings.attachments}>
      {files.map((file) => (
        <li key={file.id}>
          <Icon name="paperclip" />
          {file.name} <small>{Math.max(1, Math.round(file.bytes.length / 1024))} KB</small>
        </li>
      ))}
    </ul>
  );
}

const PeopleLine = ({ label, people }: { readonly label: string; readonly people: readonly Person[] }) =>
  people.length === 0 ? null : (
    <p className="people">
      <span>{label}:</span> {people.map(personText).join('; ')}
    </p>
  );

const personText = (person: Person): string =>
  person.name === '' || person.name === person.address ? person.address : `${person.name} <${person.address}>`;

const initials = (person: Person | null): string =>
  (person?.name ?? '?')
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2)
    .toUpperCase();
