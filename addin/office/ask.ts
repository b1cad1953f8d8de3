/** An Office call that answered with an error: its name and number as Outlook gave them. */
export class OfficeFailure extends Error {
  readonly code: number;

  constructor(error: { name: string; message: string; code: number }) {
    super(error.message);
    this.name = error.name;
    this.code = error.code;
  }
}

/**
 * Turns one call with a callback into a promise that rejects with the Office error, or with the signal's reason.
 * Hand over a closure with the bound call (`(done) => item.body.getAsync('text', done)`): a bare method loses `this`.
 */
export const ask = <T>(call: (done: (result: Office.AsyncResult<T>) => void) => void, signal?: AbortSignal) =>
  new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => reject(reasonOf(signal)), { once: true });
    call((result) => {
      // The library gives status as text; 'failed' in every version.
      if (String(result.status) === 'failed') reject(new OfficeFailure(result.error));
      else resolve(result.value);
    });
  });

/** Waits, unless the signal fires first. */
export const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(reasonOf(signal));
      },
      { once: true },
    );
  });

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError');
