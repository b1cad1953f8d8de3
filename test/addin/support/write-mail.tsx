import { screen } from '@testing-library/react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ApiError } from '../../../addin/api/api-error.ts';
import type { FakeDraft } from './fake-draft.ts';
import { createFakeHost } from './fake-host.ts';
import { anna, clara, createFakeServer, pumps } from './fake-server.ts';
import { openMail } from './mail.ts';
import { type PaneWorld, renderPane } from './render-pane.tsx';

export type Ticket = CallOutput<'getTrackTicket'>;

export const ticket: Ticket = {
  id: 'ticket 1',
  user: clara,
  state: 'prepared',
  way: 'sentItem',
  subject: '',
  recipients: [],
  regarding: [],
  inherits: true,
  visibility: null,
  createdAt: '2026-03-02T09:00:00.000Z',
  pendingSince: null,
  activityId: null,
  subjectToken: null,
  dropAddress: null,
  why: 'Track is on.',
};
const issued = {
  ticketId: 'organization.secret',
  expiresAt: '2026-03-03T09:00:00.000Z',
  headerName: 'X-Correspond-Track',
  headerValue: 'mark 1',
};
const noAnswer = { answers: null, regarding: [], why: '' };
export const answered = {
  answers: { activityId: 'activity 1', subject: 'Quote for pumps' },
  regarding: [pumps],
  why: 'It answers a tracked mail.',
};

export const sam = { id: 'u2', name: 'Sam Support' };

/** Sam is the only other user. */
const peopleFor = (onBehalfOf: string | null | undefined): Pick<Ticket, 'user' | 'actor'> => {
  if (onBehalfOf === undefined || onBehalfOf === null) return { user: clara };
  if (onBehalfOf !== 'sam@contoso.test') throw new ApiError('user_not_found');
  return { user: sam, actor: clara };
};

/** The pane beside a draft, over a server that knows tickets. */
export const writeMail = async (
  draft: FakeDraft,
  about: {
    proposal?: CallOutput<'proposeTracking'>;
    drop?: string;
    token?: string;
    subjectToWrite?: string;
    waiting?: Ticket[];
    language?: PaneWorld['language'];
  } = {},
) => {
  const host = createFakeHost(
    openMail({ mode: 'compose', internetMessageId: null, key: '|', from: null, to: [], subject: '', sentAt: null }),
  );
  host.draft = draft;
  const server = createFakeServer();
  const named = (refs: readonly { id: string }[] | undefined) =>
    [pumps, anna].filter(({ id }) => refs?.some((one) => one.id === id));
  server.answer('proposeTracking', () => about.proposal ?? noAnswer);
  server.answer('listTrackTickets', () => ({ items: about.waiting ?? [] }));
  server.answer('createTrackTicket', (args) => {
    const body = 'body' in args ? args.body : {};
    const { regarding, way = 'sentItem', onBehalfOf } = body;
    return {
      ...ticket,
      ...peopleFor(onBehalfOf),
      ...issued,
      way,
      regarding: named(regarding),
      dropAddress: about.drop ?? null,
      subjectToken: about.token ?? null,
    };
  });
  server.answer('changeTrackTicket', (args) => {
    const body = 'body' in args ? args.body : {};
    return {
      ...ticket,
      ...peopleFor(body.onBehalfOf),
      regarding: named(body.regarding),
      dropAddress: about.drop ?? null,
      subjectToWrite: about.subjectToWrite ?? null,
    };
  });
  server.answer('withdrawTrackTicket', () => undefined);
  server.answer('getTrackTicket', () => ({ ...ticket, regarding: [pumps] }));
  return renderPane({ host, server, ...(about.language ? { language: about.language } : {}) });
};

export const toggle = (name = 'Track when sent') => screen.findByRole<HTMLInputElement>('switch', { name });
