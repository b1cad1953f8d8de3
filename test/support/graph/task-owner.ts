import type { SyncFields } from '#shared/sync/item.ts';
import type { GraphKind } from './graph-place.ts';
import { taskId, taskNamed, usualList } from './todo-routes.ts';

const propertiesOf = ({ subject, notes }: SyncFields) => ({
  title: subject,
  body: { content: notes, contentType: 'text' },
});

const foreign = { id: 'foreign', applicationName: 'Partner', externalId: '7' };

/** Tasks of a mailbox, and the person who keeps them in To Do. */
export const graphTasks: GraphKind = {
  kind: 'task',
  path: 'tasks',
  collection: () => usualList,
  owner: (mailbox) => ({
    add: (fields, categories = []) => {
      const properties = { ...propertiesOf(fields), categories, status: 'inProgress', linkedResources: [foreign] };
      return Promise.resolve(taskId(mailbox.tasks.add(usualList, properties)));
    },
    change: (id, fields) => {
      mailbox.tasks.change(taskNamed(mailbox, id), propertiesOf(fields));
      return Promise.resolve();
    },
    copy: (id) => Promise.resolve(taskId(mailbox.tasks.add(usualList, { ...taskNamed(mailbox, id).properties }))),
    remove: (id) => {
      mailbox.tasks.remove(taskNamed(mailbox, id));
      return Promise.resolve();
    },
    ids: () => Promise.resolve(mailbox.tasks.inFolder(usualList).map(taskId).sort()),
    keepsUnknown: (id) => {
      const { status, linkedResources } = taskNamed(mailbox, id).properties;
      return Promise.resolve(status === 'inProgress' && JSON.stringify(linkedResources).includes('Partner'));
    },
  }),
};
