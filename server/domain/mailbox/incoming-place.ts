import type { IncomingSettings, MailSignIn } from '#shared/model/mailbox.ts';

const userOf = (signIn: MailSignIn): readonly unknown[] => {
  switch (signIn.kind) {
    case 'password':
      return [signIn.user];
    case 'masterUser':
      return [signIn.user, signIn.master];
    case 'oauth':
      return [signIn.user, signIn.tokenUrl, signIn.clientId];
  }
};

/** Host and port, or the base address. */
export const hostOf = (incoming: IncomingSettings): string =>
  incoming.protocol === 'graph' ? incoming.baseUrl : `${incoming.host}:${incoming.port}`;

/** A secret is for one server and one user: pointed elsewhere, it would be handed to whoever listens there. */
export const keepsSecret = (before: IncomingSettings, after: IncomingSettings): boolean => {
  const destination = (incoming: IncomingSettings) =>
    JSON.stringify([incoming.protocol, hostOf(incoming), incoming.signIn.kind, ...userOf(incoming.signIn)]);
  return destination(before) === destination(after);
};

/** A25: where the mail lies. Another place has keys and cursors of its own; how one signs in there does not count. */
export const samePlace = (before: IncomingSettings, after: IncomingSettings): boolean => {
  const place = (incoming: IncomingSettings) =>
    JSON.stringify([
      incoming.protocol,
      hostOf(incoming),
      incoming.protocol === 'graph' ? incoming.mailbox : incoming.signIn.user,
      incoming.protocol === 'pop3' ? null : incoming.folders,
    ]);
  return place(before) === place(after);
};
