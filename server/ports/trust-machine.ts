/** What is known of the computer that shall trust an authority. */
export interface TrustFacts {
  readonly platform: 'windows' | 'mac' | 'linux' | 'other';
  /** May write system folders (root). */
  readonly isRoot: boolean;
  readonly home: string;
  /** How this Linux keeps the authorities of the system; null when neither way is known. */
  readonly systemStore: 'debian' | 'fedora' | null;
  /** Whether `certutil` of NSS is there, which writes the list that Chrome and Firefox on Linux read. */
  readonly hasNssCertutil: boolean;
  /** Folders with such a list (`cert9.db`) below the home folder. */
  readonly nssFolders: readonly string[];
}

/** A program with its arguments; never a line for a shell. */
export type Command = readonly [program: string, ...args: string[]];

/** The computer, as far as trusting a certificate touches it. */
export interface TrustMachine {
  facts(): Promise<TrustFacts>;
  /** Runs one program with the person's terminal, so that it can ask for a password. Resolves with its exit code. */
  run(command: Command): Promise<number>;
}
