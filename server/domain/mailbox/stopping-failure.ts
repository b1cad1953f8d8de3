/** By code: the sign-in, the right, or the mailbox itself is refused. */
const stopping: ReadonlySet<string> = new Set([
  'sign_in_refused',
  'permission_refused',
  'access_refused',
  'mailbox_missing',
  'folder_missing',
]);

/** Y10: whether a failure of this code waits for a person; after any other it is tried again, and goes on by itself. */
export const stopsUntilMended = (code: string): boolean => stopping.has(code);
