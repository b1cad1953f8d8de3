import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';

interface Target {
  readonly out: string;
  readonly build: (out: string) => Promise<string | null>;
}

/** The send handler's script as `npm start` builds it. */
export const buildHandler = async (): Promise<string> => {
  const { targets } = (await import('../../server/setup/targets.mjs')) as { targets: readonly Target[] };
  const out = await mkdtemp(join(tmpdir(), 'correspond-handler-'));
  try {
    const failure = await targets.find((target) => target.out === 'launch')?.build(out);
    if (failure !== null) throw new Error(failure);
    return await readFile(join(out, 'events.js'), 'utf8');
  } finally {
    await rm(out, { recursive: true });
  }
};

type Values = Record<string, string>;
type Answer = (done: (result: { status: string; value?: unknown }) => void) => void;

/** A draft as Outlook hands it to an event: answers by callback, some time later. */
export interface EngineDraft {
  readonly session: Values;
  readonly headers: Values;
  subject: string;
  readonly to: readonly string[];
}

const give =
  (value: unknown): Answer =>
  (done) =>
    void Promise.resolve().then(() => done({ status: 'succeeded', value }));

const people = (addresses: readonly string[]) => ({
  getAsync: give(addresses.map((emailAddress) => ({ emailAddress, displayName: '' }))),
});

const itemOf = (draft: EngineDraft) => {
  const { session, headers, to } = draft;
  return {
    sessionData: {
      getAsync: (name: string, done: Parameters<Answer>[0]) =>
        name in session ? give(session[name])(done) : done({ status: 'failed' }),
      setAsync: (name: string, value: string, done: Parameters<Answer>[0]) => {
        session[name] = value;
        give(undefined)(done);
      },
    },
    internetHeaders: {
      getAsync: (names: readonly string[], done: Parameters<Answer>[0]) =>
        give(Object.fromEntries(names.flatMap((name) => (name in headers ? [[name, headers[name]]] : []))))(done),
      setAsync: (values: Values, done: Parameters<Answer>[0]) => {
        Object.assign(headers, values);
        give(undefined)(done);
      },
    },
    subject: {
      getAsync: (done: Parameters<Answer>[0]) => give(draft.subject)(done),
      setAsync: (subject: string, done: Parameters<Answer>[0]) => {
        draft.subject = subject;
        give(undefined)(done);
      },
    },
    to: people(to),
    cc: people([]),
    bcc: people([]),
  };
};

type Handler = (event: { completed: (given?: unknown) => void }) => void;

/**
 * Runs an event of the script as classic Outlook on Windows does: with Office and what `offers` names, and nothing else
 * of a browser. Gives what the handler hands to `event.completed`.
 */
export const runEvent = (
  script: string,
  name: string,
  draft: EngineDraft,
  offers: Record<string, unknown>,
): Promise<unknown> => {
  const handlers = new Map<string, Handler>();
  const Office = {
    actions: { associate: (known: string, handler: Handler) => void handlers.set(known, handler) },
    context: { mailbox: { item: itemOf(draft) } },
  };
  vm.runInNewContext(script, { Office, ...offers });
  const handler = handlers.get(name);
  if (handler === undefined) throw new Error(`the script knows no ${name}`);
  return new Promise((completed) => {
    handler({ completed });
  });
};
