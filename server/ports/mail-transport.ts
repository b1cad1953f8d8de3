import type { SmtpAnswer, SmtpStage } from '../domain/outbound/smtp-answer.ts';

export type { SmtpAnswer, SmtpStage };

/** The server that takes our mail: host, how it is protected, who we are there. */
export interface SendingProfile {
  /** Connections are pooled by it; it changes whenever anything below changes. */
  readonly key: string;
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte; `required`: STARTTLS or nothing; `whenOffered`; `none`: never. */
  readonly tls: 'implicit' | 'required' | 'whenOffered' | 'none';
  readonly credentials:
    | null
    | { readonly kind: 'password'; readonly user: string; readonly secret: string }
    /** `refused`: this token was not taken though its time is not over; another one is asked for. */
    | { readonly kind: 'xoauth2'; readonly user: string; readonly accessToken: (refused?: string) => Promise<string> };
  /** Set by environment or command line: the egress guard lets it pass. */
  readonly trusted: boolean;
}

/** RFC 5321 envelope. */
export interface Envelope {
  /** Reverse path; empty for mail that must not be answered. */
  readonly from: string;
  readonly to: readonly string[];
  /** RFC 3461: ask for delivery notifications. */
  readonly notify: boolean;
}

export type RecipientVerdict =
  | { readonly kind: 'accepted'; readonly address: string; readonly answer: SmtpAnswer }
  | { readonly kind: 'deferred'; readonly address: string; readonly stage: SmtpStage; readonly answer: SmtpAnswer }
  | { readonly kind: 'failed'; readonly address: string; readonly stage: SmtpStage; readonly answer: SmtpAnswer }
  /** The connection ended after the final dot was on its way: the server may or may not have taken the mail. */
  | { readonly kind: 'uncertain'; readonly address: string; readonly answer: SmtpAnswer };

/** What became of one attempt; every recipient of the envelope has exactly one verdict. */
export interface Delivery {
  readonly recipients: readonly RecipientVerdict[];
  /**
   * S5: the server refuses us and not this mail (5xx at greeting, EHLO, AUTH, MAIL, relay denied): the sending profile
   * pauses; the recipients are `deferred`.
   */
  readonly profileRefused: { readonly stage: SmtpStage; readonly answer: SmtpAnswer } | null;
}

/** One step of a connection test, in order, with the server's words and the usual remedy. */
export interface TestStep {
  readonly step: 'resolve' | 'connect' | 'tls' | 'auth' | 'sender' | 'relay' | 'folders';
  readonly passed: boolean;
  readonly answer: string;
  /** Null when it passed. */
  readonly remedy: string | null;
}

/** What takes outgoing mail to the world. Never throws for what a server or network does: that is a verdict. */
export interface MailTransport {
  /**
   * Offers ready-made bytes (CRLF lines). `beforeFinalDot` is awaited after the server accepted at least one recipient
   * and the whole content but before the final dot is sent: the marker that makes an unknown outcome known
   * is committed there. When it rejects, the connection is dropped without the dot and every recipient is `deferred`.
   */
  send(
    profile: SendingProfile,
    mail: { readonly envelope: Envelope; readonly bytes: Uint8Array },
    beforeFinalDot: (accepted: readonly string[]) => Promise<void>,
  ): Promise<Delivery>;
  /** S2: goes through all steps, sends nothing. */
  test(
    profile: SendingProfile,
    addresses: { readonly from: string; readonly to: string },
  ): Promise<readonly TestStep[]>;
  /** Ends idle connections; those in use end after their mail. */
  close(): Promise<void>;
}
