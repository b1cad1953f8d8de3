import { graphContacts } from '../support/graph/contact-owner.ts';
import { graphRemoteServer } from '../support/graph/graph-place.ts';
import { graphTasks } from '../support/graph/task-owner.ts';
import { promisesOfRemoteSides } from './remote-sides.contract.ts';

const contacts = { kind: 'contact', title: 'fullName', detail: 'jobTitle', rest: {} } as const;

promisesOfRemoteSides('Microsoft Graph', contacts, () => graphRemoteServer(graphContacts));

const tasks = { kind: 'task', title: 'subject', detail: 'notes', rest: {} } as const;

promisesOfRemoteSides('Microsoft Graph', tasks, () => graphRemoteServer(graphTasks));
