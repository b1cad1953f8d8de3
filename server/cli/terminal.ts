/** Where a command writes, and how it asks. Results go to standard output, everything else to standard error. */
export interface Terminal {
  /** One or more lines of the result, without the final line feed. */
  print(text: string): void;
  /** A sentence for the person at the terminal. */
  say(text: string): void;
  /** A yes-or-no question; null when nobody is there to answer. */
  confirm(question: string): Promise<boolean | null>;
}

/** What a command gives back to the shell: done, refused or failed, wrong usage. */
export const exitCode = { done: 0, refused: 1, wrongUsage: 2 } as const;
