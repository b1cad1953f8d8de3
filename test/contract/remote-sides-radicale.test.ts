import { cardText } from '../support/card-text.ts';
import { davRemoteServer } from '../support/dav-place.ts';
import { startRadicale } from '../support/dav-server.ts';
import { promisesOfRemoteSides } from './remote-sides.contract.ts';

const contacts = { kind: 'contact', title: 'fullName', detail: 'jobTitle', rest: {} } as const;

promisesOfRemoteSides('CardDAV of Radicale', contacts, async () => {
  const server = await startRadicale();
  return davRemoteServer(server, cardText, (name) => server.person.makeBook(name));
});
