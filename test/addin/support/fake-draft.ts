import type { DraftState, KeptTicket, OpenDraft } from '../../../addin/office/open-draft.ts';

export interface FakeDraft extends OpenDraft {
  /** What the draft carries by now. */
  readonly carries: { kept: KeptTicket | null; sendingUrl: string | null; subject: string; bcc: string[] };
  readonly inserted: { html: string; text: string }[];
  /** Writes into the draft as a person does. */
  write(change: Partial<DraftState>): void;
  /** Outlook has run the event of a new mail. */
  runsEvents: boolean;
  /** The next call that marks the draft fails. */
  failToKeep?: Error;
}

/** A draft as the port shows it, driven by the test. */
export const createFakeDraft = (
  given: Partial<Pick<OpenDraft, 'composeType' | 'inReplyTo'>> & { sendEvent?: boolean } = {},
) => {
  let state: DraftState = { subject: '', from: null, to: [], cc: [], bcc: [] };
  const listeners = new Set<() => void>();
  const write = (change: Partial<DraftState>) => {
    state = { ...state, ...change };
    draft.carries.subject = state.subject;
    draft.carries.bcc = state.bcc.map(({ address }) => address);
    listeners.forEach((listener) => listener());
  };
  const written = (change: Partial<DraftState>): Promise<void> => {
    write(change);
    return Promise.resolve();
  };
  const draft: FakeDraft = {
    composeType: given.composeType === undefined ? 'newMail' : given.composeType,
    inReplyTo: given.inReplyTo ?? [],
    runsEvents: given.sendEvent === true,
    hasSendEvent: () => Promise.resolve(draft.runsEvents),
    carries: { kept: null, sendingUrl: null, subject: '', bcc: [] },
    inserted: [],
    write,
    read: () => Promise.resolve(state),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    keep: ({ sendingUrl, ...kept }) => {
      if (draft.failToKeep) return Promise.reject(draft.failToKeep);
      Object.assign(draft.carries, { kept, sendingUrl });
      return Promise.resolve();
    },
    kept: () => Promise.resolve(draft.carries.kept),
    forget: () => {
      Object.assign(draft.carries, { kept: null, sendingUrl: null });
      return Promise.resolve();
    },
    setSubject: (subject) => written({ subject }),
    addBcc: (address) => written({ bcc: [...state.bcc, { address, name: address }] }),
    removeBcc: (address) => written({ bcc: state.bcc.filter((one) => one.address !== address) }),
    insert: (content) => {
      draft.inserted.push(content);
      return Promise.resolve();
    },
  };
  return draft;
};
