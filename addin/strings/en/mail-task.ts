export const mailTask = {
  title: 'Make a task of it',
  subject: 'Task',
  subjectMissing: 'Write what is to be done.',
  due: 'Due',
  notDue: 'Empty: it is due at no time.',
  change: 'Choose what it regards',
  make: 'Make task',
  made: 'The task is in the CRM.',
  madeHere: 'Tasks made here',
};
