/** The server cannot be reached, and there is no room to keep more mail for it. */
export class NoRoom extends Error {
  constructor(cause: unknown) {
    super('no room for another kept promotion', { cause });
    this.name = 'NoRoom';
  }
}
