import type { UnreadableReason } from '../../ports/message-reader.ts';

/** Thrown inside the parser when a message breaks a bound; becomes an `unreadable` reading. */
export class Breach extends Error {
  override readonly name = 'Breach';
  readonly because: UnreadableReason;
  constructor(because: UnreadableReason, detail: string) {
    super(detail);
    this.because = because;
  }
}
