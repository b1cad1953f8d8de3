import { createRandomIds } from '../adapters/system/random-ids.ts';
import { sha256Digests } from '../adapters/system/sha256-digests.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import { makeToken } from '../usecases/sessions/make-token.ts';
import {
  type CliCommand,
  expectPositionals,
  findOrganization,
  readArguments,
  withStore,
  WrongUsage,
} from './command.ts';
import { exitCode } from './terminal.ts';

const dayMs = 86_400_000;
const days = { default: '30', most: 365 };

const lifetimeMs = (text: string): number => {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > days.most) throw new WrongUsage(`--days must be a whole number from 1 to ${days.most}.`);
  return number * dayMs;
};

/** `correspond token`: a bearer token for scripts; prints the token alone. Every token ends (30 days by default). */
export const token: CliCommand = {
  usage: ['token --user EMAIL [--organization NAME] [--days 30] [--scope router] [--json]'],
  run: async (argv, { terminal, config }) => {
    const { values, positionals } = readArguments(argv, {
      user: { type: 'string' },
      organization: { type: 'string' },
      days: { type: 'string', default: days.default },
      scope: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    expectPositionals(positionals, []);
    const { user: email, organization } = values;
    if (email === undefined) throw new WrongUsage('--user EMAIL is missing.');
    const lifetime = lifetimeMs(values.days);
    const { scope } = values;
    if (scope !== undefined && scope !== 'router')
      throw new WrongUsage('--scope knows one word: router, for a token that hands over mail and does nothing else.');
    const made = await withStore(config(), async (store) => {
      const organizationId = organization === undefined ? null : (await findOrganization(store, organization)).id;
      const needs = { store, ids: createRandomIds(systemClock), digests: sha256Digests, clock: systemClock };
      return makeToken(needs)({
        email,
        organizationId,
        lifetimeMs: lifetime,
        ...(scope === undefined ? {} : { scope }),
      });
    });
    terminal.print(values.json ? JSON.stringify({ token: made }) : made);
    return exitCode.done;
  },
};
