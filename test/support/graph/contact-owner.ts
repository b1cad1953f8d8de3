import { contactId, contactNamed } from './contact-routes.ts';
import { type GraphKind, renamed } from './graph-place.ts';
import type { GraphMailbox } from './mailbox.ts';

const names = { fullName: 'displayName', jobTitle: 'jobTitle' };
const shoeSize = 'String {00020329-0000-0000-c000-000000000046} Name shoe-size';

const folderOf = (mailbox: GraphMailbox): string => mailbox.folderNamed('contacts')?.id ?? '';

/** Contacts of a mailbox, and the person who keeps them in Outlook. */
export const graphContacts: GraphKind = {
  kind: 'contact',
  path: 'contacts',
  collection: folderOf,
  owner: (mailbox) => ({
    add: (fields, categories = []) => {
      const properties = { ...renamed(fields, names), categories, emailAddresses: [], spouseName: 'Kim' };
      return Promise.resolve(contactId(mailbox.contacts.add(folderOf(mailbox), properties, [[shoeSize, '44']])));
    },
    change: (id, fields) => {
      mailbox.contacts.change(contactNamed(mailbox, id), renamed(fields, names));
      return Promise.resolve();
    },
    copy: (id) => {
      const { folderId, properties, extended } = contactNamed(mailbox, id);
      return Promise.resolve(contactId(mailbox.contacts.add(folderId, properties, extended)));
    },
    remove: (id) => {
      mailbox.contacts.move(contactNamed(mailbox, id), mailbox.folderNamed('deleteditems')?.id ?? '');
      return Promise.resolve();
    },
    ids: () => Promise.resolve(mailbox.contacts.inFolder(folderOf(mailbox)).map(contactId).sort()),
    keepsUnknown: (id) => {
      const { properties, extended } = contactNamed(mailbox, id);
      return Promise.resolve(properties['spouseName'] === 'Kim' && extended.get(shoeSize) === '44');
    },
  }),
};
