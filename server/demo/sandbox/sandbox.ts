/** S16: a mail server for demonstrations: it takes every mail, keeps the latest and sends nothing out. */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** One mail as it arrived by SMTP. */
export interface SandboxMail {
  /** Counts from 1. */
  readonly serial: number;
  /** Envelope addresses. */
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
}

/** Whoever takes in what came for the demonstrations. */
export type TakeIn = (mail: Omit<SandboxMail, 'serial'>) => Promise<void>;

export interface Sandbox {
  /** On 127.0.0.1. */
  readonly port: number;
  /** From now on each mail is taken in there before it is accepted; what fails is refused for now (RFC 5321 section 4.2.1). */
  passTo(takeIn: TakeIn): void;
  /** What came after this one and is still kept, oldest first. */
  arrivals(after: number): readonly SandboxMail[];
  find(serial: number): SandboxMail | null;
  close(): Promise<void>;
}

export interface SandboxBounds {
  /** The oldest mails go when there are more. */
  readonly mails: number;
  readonly bytes: number;
  /** Of one mail. */
  readonly mailBytes: number;
}

export const sandboxMailBytes = 64 * 1024 * 1024;
const usualBounds: SandboxBounds = { mails: 500, bytes: 128 * 1024 * 1024, mailBytes: sandboxMailBytes };

class Shelf {
  readonly #bounds: SandboxBounds;
  #mails: SandboxMail[] = [];
  #bytes = 0;
  #serial = 0;

  constructor(bounds: SandboxBounds) {
    this.#bounds = bounds;
  }

  put(mail: Omit<SandboxMail, 'serial'>): void {
    this.#serial += 1;
    this.#mails.push({ ...mail, serial: this.#serial });
    this.#bytes += mail.bytes.length;
    while (this.#mails.length > this.#bounds.mails || this.#bytes > this.#bounds.bytes) {
      this.#bytes -= this.#mails.shift()?.bytes.length ?? 0;
    }
  }

  arrivals(after: number): readonly SandboxMail[] {
    return this.#mails.filter((mail) => mail.serial > after);
  }
}

const tooLarge = (): Error =>
  Object.assign(new Error('The mail is larger than the sandbox takes'), { responseCode: 552 });

const notNow = (cause: unknown): Error =>
  Object.assign(new Error('The mail cannot be taken in now; try again', { cause }), { responseCode: 451 });

const addressesOf = ({ envelope }: SMTPServerSession) => ({
  from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
  to: envelope.rcptTo.map((recipient) => recipient.address),
});

/** Listens on a free port of the loopback address; nobody from outside can reach it. Throws when it cannot. */
export const startSandbox = async (given: Partial<SandboxBounds> = {}): Promise<Sandbox> => {
  const bounds = { ...usualBounds, ...given };
  const shelf = new Shelf(bounds);
  let takeIn: TakeIn = () => Promise.resolve();
  const accept = async (mail: Omit<SandboxMail, 'serial'>): Promise<void> => {
    await takeIn(mail);
    shelf.put(mail);
  };
  const server = new SMTPServer({
    banner: 'Correspond mail sandbox',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: bounds.mailBytes,
    logger: false,
    // Sessions that are kept open for the next mail hold nothing up.
    closeTimeout: 500,
    onData: (stream: SMTPServerDataStream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => {
        if (!stream.sizeExceeded) pieces.push(piece);
      });
      stream.once('end', () => {
        if (stream.sizeExceeded) done(tooLarge());
        else
          accept({ ...addressesOf(session), bytes: Buffer.concat(pieces) }).then(
            () => done(),
            (cause: unknown) => done(notNow(cause)),
          );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A client that breaks off is no trouble of the server.
  server.on('error', () => undefined);
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    passTo: (receiver) => {
      takeIn = receiver;
    },
    arrivals: (after) => shelf.arrivals(after),
    find: (serial) => shelf.arrivals(serial - 1).find((mail) => mail.serial === serial) ?? null,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
