import { type LiveItem, type SourceReading } from '../../../addin/office/read-source.ts';
import type { OpenItem } from '../../../addin/office/open-item.ts';
import { openMail } from './mail.ts';

type Result = { value: unknown } | { error: { name: string; message: string; code: number } };
type Done = (result: { status: string; value?: unknown; error?: unknown }) => void;

export const officeError = (code: number): Result => ({ error: { name: 'Failure', message: 'it failed', code } });
export const officeValue = (value: unknown): Result => ({ value });

const tell = (done: Done, result: Result) =>
  queueMicrotask(() =>
    done('value' in result ? { status: 'succeeded', value: result.value } : { status: 'failed', error: result.error }),
  );

export interface Script {
  /** One answer per attempt; the last one repeats. */
  readonly file?: readonly Result[];
  readonly headers?: Result;
  readonly html?: Result;
  readonly text?: Result;
  readonly attachments?: Readonly<Record<string, Result>>;
}

/** The calls of a message in read mode, answered as a script says. */
export const readingOf = (script: Script, item: OpenItem = openMail(), change: Partial<SourceReading> = {}) => {
  const asked: string[] = [];
  const live = {
    attachments: Object.keys(script.attachments ?? {}).map((id) => ({ id })),
    getAsFileAsync: (done: Done) => {
      asked.push('file');
      const answers = script.file ?? [officeError(7000)];
      const at = asked.filter((one) => one === 'file').length - 1;
      tell(done, answers[Math.min(at, answers.length - 1)]!);
    },
    getAllInternetHeadersAsync: (done: Done) => {
      asked.push('headers');
      tell(done, script.headers ?? officeError(7000));
    },
    getAttachmentContentAsync: (id: string, done: Done) => {
      asked.push(`attachment ${id}`);
      tell(done, script.attachments![id]!);
    },
    body: {
      getAsync: (type: 'html' | 'text', done: Done) => {
        asked.push(type);
        tell(done, script[type] ?? officeError(7000));
      },
    },
  } as unknown as LiveItem;
  const reading: SourceReading = {
    live,
    item,
    capabilities: { original: true, parts: true, categories: true, shared: true },
    signal: new AbortController().signal,
    confirm: () => undefined,
    ...change,
  };
  return { reading, asked };
};
