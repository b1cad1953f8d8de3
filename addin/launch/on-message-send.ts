import { readSessionTicket, type SessionTicket, sessionKeys } from '../office/compose-marks.ts';
import { postJson } from './post-json.ts';

/**
 * The events of a mail that is being written. Outlook runs this file without the pane; classic Outlook on Windows runs it
 * in an engine that has neither page nor storage, so it is one small script. It never holds a mail back.
 */

/** Together below the five seconds after which Outlook tells people that an add-in takes long. */
const patienceMs = { server: 2_000, all: 3_500 } as const;

type Draft = Office.MessageCompose;
type Done<T> = (result: Office.AsyncResult<T>) => void;

/** The value, or null where Outlook answers with an error. */
const ask = <T>(call: (done: Done<T>) => void): Promise<T | null> =>
  new Promise((resolve) => {
    call((result) => resolve(String(result.status) === 'succeeded' ? result.value : null));
  });

const openDraft = (): Draft => Office.context.mailbox.item as unknown as Draft;

/** Drafts lose header fields between clients, so it is looked at once more. */
const keepHeader = async (draft: Draft, { headerName, headerValue }: SessionTicket): Promise<void> => {
  const present = await ask<Record<string, string>>((done) => draft.internetHeaders.getAsync([headerName], done));
  if (present !== null && Object.keys(present).some((name) => present[name] === headerValue)) return;
  await ask((done) => draft.internetHeaders.setAsync({ [headerName]: headerValue }, done));
};

const people = (found: readonly Office.EmailAddressDetails[] | null) =>
  (found ?? []).map(({ emailAddress, displayName }) => ({ address: emailAddress, name: displayName || emailAddress }));

const draftFacts = async (draft: Draft) => ({
  subject: (await ask<string>((done) => draft.subject.getAsync(done))) ?? '',
  to: people(await ask((done: Done<Office.EmailAddressDetails[]>) => draft.to.getAsync(done))),
  cc: people(await ask((done: Done<Office.EmailAddressDetails[]>) => draft.cc.getAsync(done))),
  bcc: people(await ask((done: Done<Office.EmailAddressDetails[]>) => draft.bcc.getAsync(done))),
});

/** T3: what the server says, or the token behind the subject where there is room and nobody answers. */
const subjectFor = (answer: string | null, subject: string, token: string | null): string | null => {
  if (answer !== null) {
    const { subjectToWrite } = JSON.parse(answer) as { subjectToWrite?: unknown };
    return typeof subjectToWrite === 'string' ? subjectToWrite : null;
  }
  if (token === null || subject.trim() === '' || subject.indexOf(token) >= 0) return null;
  return subject.length + 1 + token.length > 255 ? null : `${subject} ${token}`;
};

const announce = async (): Promise<void> => {
  const draft = openDraft();
  const ticket = readSessionTicket(await ask<string>((done) => draft.sessionData.getAsync(sessionKeys.ticket, done)));
  if (ticket === null) return;
  await keepHeader(draft, ticket);
  const facts = await draftFacts(draft);
  const answer = await postJson(ticket.sendingUrl, facts, patienceMs.server);
  const subject = subjectFor(answer, facts.subject, ticket.subjectToken ?? null);
  if (subject !== null) await ask((done) => draft.subject.setAsync(subject, done));
};

/** OnMessageSend: says that the mail is being sent, where it was written with Track on; the mail goes out in any case. */
const onMessageSend = (event: Office.AddinCommands.Event): void => {
  let isDone = false;
  const letGo = (): void => {
    if (isDone) return;
    isDone = true;
    event.completed({ allowEvent: true });
  };
  if (typeof setTimeout === 'function') setTimeout(letGo, patienceMs.all);
  announce().then(letGo, letGo);
};

/** OnNewMessageCompose: the proof for the pane that this Outlook runs our events for this draft. */
const onNewMessageCompose = (event: Office.AddinCommands.Event): void => {
  const done = (): void => event.completed();
  ask((then) => openDraft().sessionData.setAsync(sessionKeys.events, 'yes', then)).then(done, done);
};

Office.actions.associate('onMessageSend', onMessageSend);
Office.actions.associate('onNewMessageCompose', onNewMessageCompose);
