import type {
  Delivery,
  Envelope,
  MailTransport,
  RecipientVerdict,
  SendingProfile,
  SmtpAnswer,
} from '../../server/ports/mail-transport.ts';
import type { SendingProfiles } from '../../server/ports/sending-profiles.ts';

/** What a server says to one recipient; what nothing is said about is accepted. */
export type Saying = 'accepted' | 'deferred' | 'failed' | 'uncertain';

export interface Submitted {
  readonly envelope: Envelope;
  readonly bytes: string;
}

export interface ScriptedTransport extends MailTransport {
  /** What servers took, in order. */
  readonly taken: readonly Submitted[];
  /** Says this to the address from now on; null: as usual. */
  say(address: string, saying: Saying | null): void;
  /** Refuses us and not the mail. */
  refuseProfile(refused: boolean): void;
  /** Runs before the marker of each mail. */
  beforeMarker: () => Promise<void>;
}

const answers: Readonly<Record<Saying, SmtpAnswer>> = {
  accepted: { code: 250, enhanced: '2.0.0', text: 'queued' },
  deferred: { code: 451, enhanced: '4.3.0', text: 'come back later' },
  failed: { code: 550, enhanced: '5.1.1', text: 'no such user' },
  uncertain: { code: null, enhanced: null, text: 'the connection ended' },
};

/** A transport in this process for rules that need no socket: it keeps to the order of SMTP and calls the marker. */
export const createScriptedTransport = (): ScriptedTransport => {
  const script = new Map<string, Saying>();
  const taken: Submitted[] = [];
  let refused = false;
  const verdict = (address: string): RecipientVerdict => {
    const kind = script.get(address) ?? 'accepted';
    const answer = answers[kind];
    if (kind === 'accepted' || kind === 'uncertain') return { kind, address, answer };
    return { kind, address, stage: 'recipient', answer };
  };
  const refusal = (envelope: Envelope): Delivery => {
    const answer = { code: 535, enhanced: '5.7.8', text: 'who are you' };
    return {
      recipients: envelope.to.map((address) => ({ kind: 'deferred', address, stage: 'auth', answer })),
      profileRefused: { stage: 'auth', answer },
    };
  };
  const transport: ScriptedTransport = {
    taken,
    beforeMarker: () => Promise.resolve(),
    say: (address, saying) => {
      if (saying === null) script.delete(address);
      else script.set(address, saying);
    },
    refuseProfile: (now) => {
      refused = now;
    },
    send: async (_profile: SendingProfile, { envelope, bytes }, beforeFinalDot) => {
      if (refused) return refusal(envelope);
      const recipients = envelope.to.map(verdict);
      const onTheWay = recipients.filter(({ kind }) => kind === 'accepted' || kind === 'uncertain');
      const addresses = onTheWay.map(({ address }) => address);
      if (addresses.length > 0) {
        try {
          await transport.beforeMarker();
          await beforeFinalDot(addresses);
        } catch {
          // As the port says: without the marker the dot is not sent, and everybody is tried again later.
          const answer = answers.deferred;
          return {
            recipients: envelope.to.map((address) => ({ kind: 'deferred', address, stage: 'finalDot', answer })),
            profileRefused: null,
          };
        }
        taken.push({ envelope: { ...envelope, to: addresses }, bytes: Buffer.from(bytes).toString('utf8') });
      }
      return { recipients, profileRefused: null };
    },
    test: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
  return transport;
};

const profile: SendingProfile = {
  key: 'test',
  host: 'mail.test',
  port: 25,
  tls: 'none',
  credentials: null,
  trusted: true,
};

/** One server for everybody. */
export const oneProfile: SendingProfiles = {
  choose: () => Promise.resolve({ kind: 'ready', id: 'installation', profile, sandbox: false, sentCopy: null }),
};
