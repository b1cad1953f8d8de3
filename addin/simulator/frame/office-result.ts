import type { Answer } from '../protocol/answers.ts';

interface Ending {
  readonly callback: ((result: unknown) => void) | null;
  readonly asyncContext: unknown;
}

/** The callback is the last argument that is a function, the options the last object before it. */
export function splitArguments(given: readonly unknown[]): Ending {
  const callback = given.findLast((one): one is (result: unknown) => void => typeof one === 'function') ?? null;
  const options = given.findLast((one): one is { asyncContext?: unknown } => typeof one === 'object' && one !== null);
  return { callback, asyncContext: options?.asyncContext };
}

/** An AsyncResult in the shape the library gives. */
export const officeResult = (answer: Answer, asyncContext: unknown): unknown =>
  answer['error'] === true
    ? { status: 'failed', asyncContext, error: officeFailure(Number(answer['errorCode'])) }
    : { status: 'succeeded', asyncContext, value: answer['data'] };

const officeFailure = (code: number) => ({
  code,
  name: code === 5001 ? 'Internal Error' : 'GenericResponseError',
  message: code === 5001 ? 'An internal error has occurred.' : 'The operation failed.',
});
