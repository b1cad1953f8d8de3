import { argon2Hasher } from '../../adapters/crypto/argon2-hasher.ts';
import { createRandomIds } from '../../adapters/system/random-ids.ts';
import { sha256Digests } from '../../adapters/system/sha256-digests.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { toWire } from '#shared/model/instant.ts';
import { inviteUser } from '../../usecases/sessions/invitations.ts';
import {
  type Action,
  CannotDo,
  expectPositionals,
  findOrganization,
  findPlaces,
  readArguments,
  withStore,
} from '../command.ts';
import { exitCode } from '../terminal.ts';

/** `correspond user invite`: a one-time link with which somebody chooses a password; also for a forgotten one. */
export const inviteUserAction: Action = async (argv, { terminal, config }) => {
  const { values, positionals } = readArguments(argv, {
    organization: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const [email = ''] = expectPositionals(positionals, ['EMAIL']);
  const settings = config();
  const protocol = settings.tls.mode === 'off' ? 'http' : 'https';
  const publicUrl = settings.publicUrl ?? `${protocol}://localhost:${settings.port}`;
  const { url, expiresAt } = await withStore(settings, async (store) => {
    const only = values.organization === undefined ? null : await findOrganization(store, values.organization);
    const [place] = (await findPlaces(store, email, only)).filter(({ active }) => active);
    if (place === undefined) throw new CannotDo(`${email} is disabled; nobody can be invited to that account.`);
    const ids = createRandomIds(systemClock);
    const needs = { store, ids, clock: systemClock, digests: sha256Digests, hasher: argon2Hasher };
    return inviteUser(needs)({ organizationId: place.organization.id, actorId: null }, place.userId, publicUrl);
  });
  const until = toWire(expiresAt);
  if (!values.json) terminal.say(`Good once, until ${until}. Give it to ${email} only:`);
  terminal.print(values.json ? JSON.stringify({ url, expiresAt: until }) : url);
  return exitCode.done;
};
