import { useRef, useState } from 'react';

/** One of many, with its name for people. */
export interface BatchItem {
  readonly id: string;
  readonly name: string;
}

/** What became of one. */
export interface BatchResult extends BatchItem {
  readonly succeeded: boolean;
  readonly says: string;
}

export interface Batch {
  readonly state: 'idle' | 'running' | 'stopped' | 'finished';
  readonly total: number;
  readonly results: readonly BatchResult[];
}

const nothing: Batch = { state: 'idle', total: 0, results: [] };

/**
 * The same work for one after another, which can be stopped between two; `work` says what became of an item and never
 * rejects. What is done stays done.
 */
export const useBatch = <Asked = void>(
  work: (item: BatchItem, asked: Asked) => Promise<Pick<BatchResult, 'succeeded' | 'says'>>,
) => {
  const [batch, setBatch] = useState(nothing);
  const running = useRef<AbortController | null>(null);
  const run = async (items: readonly BatchItem[], asked: Asked): Promise<void> => {
    const ending = new AbortController();
    running.current = ending;
    setBatch({ state: 'running', total: items.length, results: [] });
    for (const item of items) {
      if (ending.signal.aborted) break;
      const result = await work(item, asked);
      setBatch((before) => ({ ...before, results: [...before.results, { ...item, ...result }] }));
    }
    setBatch((before) => ({ ...before, state: before.results.length < before.total ? 'stopped' : 'finished' }));
  };
  const stop = () => {
    running.current?.abort();
  };
  return { batch, run, stop };
};
