import type { MailInHand } from '../usecases/outbound/claim-round.ts';

const senderOf = ({ organizationId, lane, senderId }: MailInHand): string => `${organizationId} ${lane} ${senderId}`;

/** S7: mail that waits for a connection in this process. Senders take turns, one mail each. */
export class WaitingMail {
  /** In the order of their turns. */
  readonly #senders = new Map<string, MailInHand[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(mail: MailInHand): void {
    const sender = senderOf(mail);
    const mails = this.#senders.get(sender);
    if (mails === undefined) this.#senders.set(sender, [mail]);
    else mails.push(mail);
    this.#size += 1;
  }

  /** Whose turn it is, without taking it. */
  peek(): MailInHand | undefined {
    const [mails] = this.#senders.values();
    return mails?.[0];
  }

  take(): MailInHand | undefined {
    const mail = this.peek();
    if (mail === undefined) return undefined;
    const sender = senderOf(mail);
    const rest = this.#senders.get(sender)?.slice(1) ?? [];
    this.#senders.delete(sender);
    if (rest.length > 0) this.#senders.set(sender, rest);
    this.#size -= 1;
    return mail;
  }
}
