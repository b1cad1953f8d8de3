import { createPinoLog } from '../adapters/system/pino-log.ts';
import { openSecrets } from '../config/secrets.ts';
import { openSite } from '../site.ts';
import type { Polled } from '../usecases/mailboxes/poll-claimed.ts';
import {
  type CliCommand,
  type CommandContext,
  expectPositionals,
  explained,
  readArguments,
  required,
  WrongUsage,
} from './command.ts';
import { countsOf, runOnce } from './router/run-once.ts';
import { checkedSiteName, readSiteFile } from './router/site-file.ts';
import { exitCode } from './terminal.ts';
import { untilSignal } from './until-signal.ts';
import { withApp } from './with-app.ts';

const options = {
  once: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  server: { type: 'string' },
  site: { type: 'string' },
} as const;

const tell = ({ terminal }: CommandContext, polls: readonly Polled[], json: boolean): number => {
  const counts = countsOf(polls);
  for (const { mailbox, problem } of counts.problems) terminal.say(`${mailbox}: ${problem}`);
  terminal.print(
    json
      ? JSON.stringify(counts)
      : `${counts.mailboxes} mailboxes read, ${counts.fetched} mails, ${counts.tracked} tracked, ${counts.undeliverable} undeliverable.`,
  );
  return counts.problems.length === 0 ? exitCode.done : exitCode.refused;
};

const serverOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '')
    throw new WrongUsage('--server is the address of Correspond, such as https://crm.contoso.test.');
  return url.href;
};

interface SiteAsked {
  readonly server: string;
  readonly name: string;
  readonly once: boolean;
  readonly json: boolean;
}

/** A18: without a database, over the calls of a router; until a signal, or (once) until nothing is left. */
const runSite = async (context: CommandContext, { server, name, once, json }: SiteAsked): Promise<number> => {
  const config = context.config();
  const description = readSiteFile(config.dataDir, name, server);
  const polls: Polled[] = [];
  const stopped = once ? null : untilSignal();
  const site = await explained(config, () =>
    openSite(description, {
      dataDir: config.dataDir,
      log: createPinoLog(config.logLevel),
      secrets: openSecrets(config.secretKey),
      allowedNetworks: config.allowedNetworks,
      ...(once ? { watches: 0, withoutRest: true, onPolled: (polled: Polled) => void polls.push(polled) } : {}),
    }),
  );
  try {
    if (stopped === null) {
      await runOnce(site);
      return tell(context, polls, json);
    }
    site.runner.start();
    context.terminal.say(`Serving ${description.mailboxes.length} mailboxes of the site ${name}.`);
    await stopped;
    context.terminal.say('Stopping; what is being handed over is finished first.');
    return exitCode.done;
  } finally {
    await site.close();
  }
};

/** `correspond router run`: once over the mailboxes of the database, or at a site without it. */
export const router: CliCommand = {
  usage: ['router run --once [--json]', 'router run --server URL --site NAME [--once] [--json]'],
  run: async (argv, context) => {
    const { values, positionals } = readArguments(argv, options);
    const [verb] = expectPositionals(positionals, ['run']);
    const { once, json, server, site } = values;
    if (verb !== 'run') throw new WrongUsage('Write "router run".');
    if (server !== undefined || site !== undefined)
      return runSite(context, {
        server: serverOf(required(server, '--server URL')),
        name: checkedSiteName(required(site, '--site NAME')),
        once,
        json,
      });
    if (!once) throw new WrongUsage('Write "router run --once", or "router run --server URL --site NAME".');
    const polls: Polled[] = [];
    const onPolled = (polled: Polled) => void polls.push(polled);
    await withApp(
      context.config(),
      { parts: ['router'], mailboxes: { watches: 0, withoutRest: true, onPolled } },
      runOnce,
    );
    return tell(context, polls, json);
  },
};
