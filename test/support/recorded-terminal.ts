import type { Terminal } from '../../server/cli/terminal.ts';

export interface RecordedTerminal extends Terminal {
  readonly printed: string[];
  readonly said: string[];
  readonly asked: string[];
}

/** A terminal that remembers; every question gets the answer given. */
export const recordedTerminal = (answer: boolean | null = null): RecordedTerminal => {
  const [printed, said, asked]: [string[], string[], string[]] = [[], [], []];
  return {
    printed,
    said,
    asked,
    print: (text) => void printed.push(text),
    say: (text) => void said.push(text),
    confirm: (question) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
  };
};
