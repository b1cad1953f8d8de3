/** S2, S10: which settings of a sending server go together, when a kept secret may be used, and what is missing. */
import type { SendingSettings } from '#shared/model/sending-settings.ts';

export interface SettingsIssue {
  readonly field: string;
  readonly message: string;
}

/** What is kept sealed; null where nothing was entered. */
export interface SendingSecrets {
  readonly secret: string | null;
  readonly clientSecret: string | null;
}

const destination = ({ host, port, signIn, user, oauth2 }: SendingSettings): string =>
  JSON.stringify([host, port, signIn, user, oauth2?.tokenUrl, oauth2?.clientId]);

/** S8: the mailbox server gets user and secret as well; one that was there before, or none, is nobody new. */
const sameOrNoCopy = ({ sentCopy: before }: SendingSettings, { sentCopy: after }: SendingSettings): boolean =>
  after === null || (before?.host === after.host && before.port === after.port);

/** A secret is for one server and one user: pointed elsewhere, it would be handed to whoever listens there. */
export const keepsSecrets = (before: SendingSettings, after: SendingSettings): boolean =>
  destination(before) === destination(after) && sameOrNoCopy(before, after);

/** Every mistake, with its field and what to write instead. */
export const settingsIssues = (settings: SendingSettings, secrets: SendingSecrets): readonly SettingsIssue[] => {
  const issues: SettingsIssue[] = [];
  const refuse = (field: string, message: string) => issues.push({ field, message });
  if (settings.signIn === 'none') {
    if (settings.sentCopy !== null)
      refuse('sentCopy', 'needs a user and a secret; choose how to sign in, or keep no copy');
    return issues;
  }
  if (settings.tls === 'none')
    refuse('tls', 'is none; user and secret are never sent without TLS, choose another mode');
  if (settings.user === null) refuse('user', 'is missing; give the name to sign in with');
  if (secrets.secret === null) refuse('secret', 'is missing; enter it for this host and user');
  if (settings.signIn === 'oauth2' && settings.oauth2 === null) {
    refuse('oauth2', 'is missing; give tokenUrl, clientId and grant');
  }
  return issues;
};

export interface ProfileState {
  readonly ownerType: 'organization' | 'user';
  readonly approved: boolean;
  readonly tested: boolean;
}

/** The missing step, for the author; null when mail can leave. An organization's server needs no approval. */
export const missingStep = ({ ownerType, approved, tested }: ProfileState): string | null => {
  if (ownerType === 'organization') return null;
  if (!tested) return 'Your mailbox has a sending server of its own that has not passed its test; run the test.';
  return approved ? null : 'Your mailbox has a sending server of its own that no administrator has approved yet.';
};
