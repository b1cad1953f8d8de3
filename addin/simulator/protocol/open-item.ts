import type { Appointment, Item, Message } from '../mailbox/model.ts';
import { permissionLevel, profiles, tellsOfSharing } from '../profiles.ts';
import type { State } from '../state.ts';
import { itemOf, sharedByOf } from '../state.ts';
import { hostAttachment, hostPerson } from './call.ts';

/** The library's numbers for what is open. */
const itemType = { message: 1, appointment: 2, draft: 4, appointmentCompose: 5 } as const;

/** The flat object GetInitialData is answered with: the mailbox and the open item; null when nothing is open. */
export function openItemFor(state: State, key: string | null): Record<string, unknown> | null {
  const item = itemOf(state, key);
  if (item === null) return null;
  const isFromSharedFolder = tellsOfSharing(profiles[state.profileId]) && sharedByOf(state, item) !== null;
  return { ...mailboxFields(state), ...itemFields(item, profiles[state.profileId].minor), isFromSharedFolder };
}

function mailboxFields(state: State): Record<string, unknown> {
  const profile = profiles[state.profileId];
  return {
    permissionLevel: permissionLevel[state.manifest],
    hostVersion: '20.0.0.0',
    owaView: profile.isMobile ? 'OneColumnNarrow' : 'ThreeColumns',
    userDisplayName: state.user.name,
    userEmailAddress: state.user.address,
    userTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userProfileType: profile.id === '1.5' ? 'enterprise' : 'office365',
    timeZoneOffsets: [{ start: 0, end: 4_102_444_800_000, offset: -new Date().getTimezoneOffset() }],
    ewsUrl: '',
    restUrl: '',
    extensionId: 'simulated-add-in',
    isRead: true,
  };
}

function itemFields(item: Item, minor: number): Record<string, unknown> {
  if (item.kind === 'message') return messageFields(item);
  if (item.kind === 'appointment') return appointmentFields(item, minor);
  return { itemType: itemType.draft, id: item.itemId, conversationId: item.conversationId };
}

const messageFields = (message: Message): Record<string, unknown> => ({
  itemType: itemType.message,
  id: message.itemId,
  itemClass: 'IPM.Note',
  subject: message.subject,
  normalizedSubject: normalized(message.subject),
  conversationId: message.conversationId,
  internetMessageId: message.messageId,
  dateTimeCreated: message.sentAt,
  dateTimeModified: message.sentAt,
  from: message.from && hostPerson(message.from),
  sender: message.sender && hostPerson(message.sender),
  to: message.to.map(hostPerson),
  cc: message.cc.map(hostPerson),
  bcc: message.bcc.map(hostPerson),
  attachments: message.attachments.map(hostAttachment),
});

const appointmentFields = (appointment: Appointment, minor: number): Record<string, unknown> => ({
  itemType: appointment.role === 'organizer' ? itemType.appointmentCompose : itemType.appointment,
  id: appointment.itemId,
  itemClass: 'IPM.Appointment',
  subject: appointment.subject,
  normalizedSubject: appointment.subject,
  dateTimeCreated: appointment.start,
  dateTimeModified: appointment.start,
  start: appointment.start,
  end: appointment.end,
  location: appointment.location,
  // Since 1.7.
  ...(minor < 7 ? {} : { recurrence: appointment.recurrence, seriesId: appointment.seriesId }),
  organizer: hostPerson(appointment.organizer),
  to: appointment.required.map(hostPerson),
  cc: appointment.optional.map(hostPerson),
  attachments: appointment.attachments.map(hostAttachment),
});

/** Without the prefixes replies and forwards put before it. */
const normalized = (subject: string): string => subject.replace(/^(?:\s*(?:re|fw|fwd|rv|aw|wg)\s*:)+\s*/i, '');
