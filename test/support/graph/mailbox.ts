import type { Instant } from '#shared/model/instant.ts';
import { GraphItems } from './items.ts';

export interface GraphMessage {
  /** Stays when the mail is moved. */
  readonly number: number;
  folderId: string;
  readonly bytes: Uint8Array;
  readonly receivedAt: Instant;
  categories: string[];
  isRead: boolean;
  readonly isDraft: boolean;
}

export interface GraphFolder {
  readonly id: string;
  readonly parentId: string;
  readonly displayName: string;
  /** `inbox` and the like. */
  readonly wellKnown: string | null;
}

export type ChangeKind = 'created' | 'updated' | 'readState' | 'removed';
export interface FolderChange {
  readonly at: number;
  readonly kind: ChangeKind;
  readonly folderId: string;
  readonly number: number;
}

export interface GraphRule {
  id: string;
  [property: string]: unknown;
}

const wellKnown = {
  inbox: 'Inbox',
  sentitems: 'Sent Items',
  drafts: 'Drafts',
  deleteditems: 'Deleted Items',
  archive: 'Archive',
  junkemail: 'Junk Email',
  recoverableitemsdeletions: 'Deletions',
};

/** What a server keeps of one mailbox: folders, mail, every change in order, rules. */
export class GraphMailbox {
  readonly user: string;
  readonly folders = new Map<string, GraphFolder>();
  readonly messages = new Map<number, GraphMessage>();
  readonly changes: FolderChange[] = [];
  readonly rules: GraphRule[] = [];
  readonly contacts: GraphItems;
  readonly tasks: GraphItems;
  readonly events: GraphItems;
  /** What the service sent to attendees by itself: `update of Review to ana@x.example`. */
  readonly invitations: string[] = [];
  /** Of events that were made, whatever became of them. */
  readonly transactions = new Set<string>();
  /** Tokens from before count for nothing (410). */
  deltaEpoch = 0;
  #numbers = 0;

  constructor(user: string, now: () => number = Date.now) {
    this.user = user;
    this.contacts = new GraphItems(now);
    this.tasks = new GraphItems(now);
    this.events = new GraphItems(now);
    this.#addFolder('root', null, 'msgfolderroot');
    for (const [name, displayName] of Object.entries(wellKnown)) this.#addFolder(displayName, this.rootId, name);
    // Not among the folders of mail.
    this.#addFolder('Contacts', null, 'contacts');
    this.#addFolder('Calendar', null, 'calendar');
  }

  get rootId(): string {
    return this.folderNamed('msgfolderroot')?.id ?? '';
  }

  #addFolder(displayName: string, parentId: string | null, known: string | null): GraphFolder {
    const id = `F${Buffer.from(`${this.user}#${this.folders.size}`).toString('base64url')}`;
    const folder = { id, displayName, parentId: parentId ?? id, wellKnown: known };
    this.folders.set(id, folder);
    return folder;
  }

  addFolder(displayName: string, parentId: string = this.rootId): GraphFolder {
    return this.#addFolder(displayName, parentId, null);
  }

  /** By id or well-known name. */
  folderNamed(name: string): GraphFolder | null {
    const known = [...this.folders.values()].find((folder) => folder.wellKnown === name.toLowerCase());
    return known ?? this.folders.get(name) ?? null;
  }

  #log(kind: ChangeKind, message: GraphMessage, folderId: string = message.folderId): void {
    this.changes.push({ at: this.changes.length + 1, kind, folderId, number: message.number });
  }

  add(given: Omit<GraphMessage, 'number'>): GraphMessage {
    this.#numbers += 1;
    const message = { ...given, number: this.#numbers };
    this.messages.set(message.number, message);
    this.#log('created', message);
    return message;
  }

  move(message: GraphMessage, folder: GraphFolder): void {
    this.#log('removed', message);
    message.folderId = folder.id;
    this.#log('created', message);
  }

  remove(message: GraphMessage): void {
    this.#log('removed', message);
    this.messages.delete(message.number);
  }

  change(message: GraphMessage, given: { isRead?: boolean; categories?: string[] }): void {
    if (given.isRead !== undefined) {
      message.isRead = given.isRead;
      this.#log('readState', message);
    }
    if (given.categories !== undefined) {
      message.categories = given.categories;
      this.#log('updated', message);
    }
  }

  inFolder(folderId: string): GraphMessage[] {
    return [...this.messages.values()].filter((message) => message.folderId === folderId);
  }

  find(number: number): GraphMessage | undefined {
    return this.messages.get(number);
  }

  childrenOf(folderId: string): GraphFolder[] {
    return [...this.folders.values()].filter(({ id, parentId }) => parentId === folderId && id !== folderId);
  }
}
