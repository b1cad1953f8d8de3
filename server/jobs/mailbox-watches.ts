import type { MailSource } from '../ports/mail-source.ts';
import type { StoredMailbox } from '../ports/mailbox-store.ts';

interface Watch {
  readonly organizationId: string;
  readonly mailboxId: string;
  readonly version: number;
  readonly source: MailSource;
  readonly ending: AbortController;
  readonly ended: Promise<void>;
}

export interface WatchNeeds {
  /** At most so many connections are kept open between polls. */
  readonly most: number;
  readonly onNews: (organizationId: string, mailboxId: string) => void;
}

/** Connections that stay open between two polls and tell when something is new. What is lost here costs a little time. */
export class MailboxWatches {
  readonly #needs: WatchNeeds;
  readonly #watches = new Map<string, Watch>();
  /** Let go, and not quite closed yet. */
  readonly #closing = new Set<Promise<void>>();

  constructor(needs: WatchNeeds) {
    this.#needs = needs;
  }

  get organizations(): ReadonlySet<string> {
    return new Set([...this.#watches.values()].map(({ organizationId }) => organizationId));
  }

  /** Takes over the source: watches it, or closes it where there is no room. */
  async keep(organizationId: string, mailbox: StoredMailbox, source: MailSource): Promise<void> {
    const key = `${organizationId}/${mailbox.id}`;
    await this.#end(key);
    // A POP3 session locks the mailbox for others and tells nothing (RFC 1939 section 3).
    if (mailbox.incoming.protocol === 'pop3' || this.#watches.size >= this.#needs.most) {
      await source[Symbol.asyncDispose]();
      return;
    }
    const ending = new AbortController();
    const ended = this.#watch(organizationId, mailbox.id, { source, signal: ending.signal });
    this.#watches.set(key, { organizationId, mailboxId: mailbox.id, version: mailbox.version, source, ending, ended });
  }

  /** The open source of this mailbox as it is set now; null when there is none. */
  async take(organizationId: string, mailbox: StoredMailbox): Promise<MailSource | null> {
    const key = `${organizationId}/${mailbox.id}`;
    const watch = this.#watches.get(key);
    if (watch === undefined) return null;
    if (watch.version !== mailbox.version) {
      await this.#end(key);
      return null;
    }
    this.#watches.delete(key);
    watch.ending.abort();
    await watch.ended;
    return watch.source;
  }

  /** Lets those of this organization go that are not served in this version any more; nobody waits for their goodbye. */
  keepOnly(organizationId: string, served: ReadonlyMap<string, number>): void {
    for (const [key, watch] of this.#watches) {
      if (watch.organizationId !== organizationId || served.get(watch.mailboxId) === watch.version) continue;
      const closing: Promise<void> = this.#end(key).finally(() => this.#closing.delete(closing));
      this.#closing.add(closing);
    }
  }

  async endAll(): Promise<void> {
    await Promise.all([...[...this.#watches.keys()].map((key) => this.#end(key)), ...this.#closing]);
  }

  async #end(key: string): Promise<void> {
    const watch = this.#watches.get(key);
    if (watch === undefined) return;
    this.#watches.delete(key);
    watch.ending.abort();
    await watch.ended;
    await watch.source[Symbol.asyncDispose]();
  }

  async #watch(
    organizationId: string,
    mailboxId: string,
    { source, signal }: { readonly source: MailSource; readonly signal: AbortSignal },
  ): Promise<void> {
    const isNews = await source.watch(signal).then(
      () => true,
      // A connection that broke is opened anew by the next poll, which tells the trouble.
      () => false,
    );
    if (isNews && !signal.aborted) this.#needs.onNews(organizationId, mailboxId);
  }
}
