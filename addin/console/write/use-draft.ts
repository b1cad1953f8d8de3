import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { type EmailFields, useSaveDraft } from '../../queries/emails.ts';
import { type Draft, fieldsOf, isEmpty } from './draft.ts';

/** Typing is saved when it has paused for so long. */
const savePauseMs = 1_200;

export type SaveState = 'nothing' | 'unsaved' | 'saving' | 'saved' | 'failed';

export interface DraftKeeper {
  readonly draft: Draft;
  readonly emailId: string | null;
  readonly state: SaveState;
  readonly error: unknown;
  readonly change: (changes: Partial<Draft>) => void;
  /** Saves at once what is not saved yet; gives the mail's id. Null: nothing was written. */
  readonly save: () => Promise<string | null>;
  /** The same, and an empty draft is stored too: a file is about to belong to it. */
  readonly store: () => Promise<string>;
}

interface Request {
  readonly emailId: string | null;
  readonly fields: EmailFields;
  readonly key: string;
  /** How many changes it holds. */
  readonly changes: number;
}

interface Kept {
  draft: Draft;
  emailId: string | null;
  changes: number;
  /** The first save as it was asked for: whether it arrived may be unknown, so it is repeated as it was. */
  creation: Request | null;
}

const requestOf = (kept: Kept): Request => {
  const now = {
    emailId: kept.emailId,
    fields: fieldsOf(kept.draft),
    key: crypto.randomUUID(),
    changes: kept.changes,
  };
  if (kept.emailId !== null) return now;
  kept.creation ??= now;
  return kept.creation;
};

/**
 * A draft that saves itself while it is written. Changes made while one save is under way are saved by the next, so that
 * the server always ends with what the editor shows.
 */
export const useDraft = (begun: { readonly emailId: string | null; readonly draft: Draft }): DraftKeeper => {
  const [draft, setDraft] = useState(begun.draft);
  const [state, setState] = useState<SaveState>(begun.emailId === null ? 'nothing' : 'saved');
  const [error, setError] = useState<unknown>(null);
  const [emailId, setEmailId] = useState(begun.emailId);
  const { mutateAsync } = useSaveDraft();
  const [begunHtml] = useState(begun.draft.html);
  const kept = useRef<Kept>({ draft: begun.draft, emailId: begun.emailId, changes: 0, creation: null });
  const savedChanges = useRef(0);
  const underWay = useRef<Promise<string> | null>(null);

  const storeOnce = useCallback(async (): Promise<string> => {
    const now = kept.current;
    if (savedChanges.current === now.changes && now.emailId !== null) return now.emailId;
    setState('saving');
    try {
      const request = requestOf(now);
      const email = await mutateAsync(request);
      now.emailId = email.id;
      savedChanges.current = request.changes;
      setEmailId(email.id);
      setError(null);
      setState(savedChanges.current === kept.current.changes ? 'saved' : 'unsaved');
      return email.id;
    } catch (failure) {
      if (failure instanceof ApiError && failure.status >= 400 && failure.status < 500) now.creation = null;
      setError(failure);
      setState('failed');
      throw failure;
    }
  }, [mutateAsync]);

  const store = useCallback(async (): Promise<string> => {
    // The one before tells its own failure.
    await underWay.current?.catch(() => null);
    const saving = storeOnce();
    underWay.current = saving;
    return saving;
  }, [storeOnce]);

  const save = useCallback(async (): Promise<string | null> => {
    const { emailId: stored, draft: written } = kept.current;
    return stored === null && isEmpty(written, begunHtml) ? null : store();
  }, [store, begunHtml]);

  const change = useCallback((changes: Partial<Draft>) => {
    kept.current.draft = { ...kept.current.draft, ...changes };
    kept.current.changes += 1;
    setDraft(kept.current.draft);
    setState('unsaved');
  }, []);

  useEffect(() => {
    if (state !== 'unsaved') return undefined;
    // The failure is shown from `error`; there is nobody here to throw it at.
    const timer = setTimeout(() => void save().catch(() => null), savePauseMs);
    return () => clearTimeout(timer);
  }, [draft, state, save]);

  return { draft, emailId, state, error, change, save, store };
};
