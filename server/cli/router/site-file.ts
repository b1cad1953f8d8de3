import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { addressKey } from '#shared/model/address.ts';
import { mailboxLimits, Settlement } from '#shared/model/mailbox.ts';
import type { SiteDescription } from '../../site.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import { CannotDo, WrongUsage } from '../command.ts';
import { parseSourceUrl } from '../mailbox/source-url.ts';

/** Bounds of one site. */
const siteLimits = { deployments: 20, mailboxes: 5_000, fileBytes: 8 * 1024 * 1024 } as const;

const { least, most, usual } = mailboxLimits.pollSeconds;

const SiteFile = z
  .object({
    /** By a name of the site's own. */
    deployments: z
      .record(
        z.string().min(1).max(100),
        z
          .object({
            /** Beside this file, or a whole path; holds the token and nothing else. */
            tokenFile: z.string().min(1).max(1_000),
            /** Another server than `--server` names. */
            server: z
              .url({ protocol: /^https?$/ })
              .max(2_000)
              .optional(),
            /** For a token that opens several organizations. */
            organization: z.string().min(1).max(200).optional(),
          })
          .strict(),
      )
      .refine((all) => Object.keys(all).length > 0, 'name at least one deployment')
      .refine((all) => Object.keys(all).length <= siteLimits.deployments, `at most ${siteLimits.deployments}`),
    mailboxes: z
      .array(
        z
          .object({
            address: z
              .string()
              .max(mailboxLimits.name)
              .refine((text) => addressKey(text) !== null, 'is no e-mail address'),
            /** As `mailbox add --source` takes it. */
            source: z.string().min(1).max(20_000),
            /** Names of deployments; all of them when it is left out. */
            for: z.array(z.string()).min(1).optional(),
            /** Many users forward to it: mail that was handed over is deleted there. */
            sink: z.boolean().default(false),
            forwarded: z.boolean().default(false),
            afterwards: Settlement.optional(),
            pollSeconds: z.number().int().min(least).max(most).default(usual),
          })
          .strict(),
      )
      .min(1)
      .max(siteLimits.mailboxes),
  })
  .strict();
type SiteFile = z.output<typeof SiteFile>;
type FileMailbox = SiteFile['mailboxes'][number];

/** `siteName` as it may stand in the name of a file. */
export const checkedSiteName = (name: string): string => {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/.test(name)) return name;
  throw new WrongUsage('--site NAME is 1 to 40 letters, digits and hyphens.');
};

const readText = (path: string): string => {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > siteLimits.fileBytes) throw new CannotDo(`${path} is larger than 8 MB.`);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof CannotDo) throw error;
    throw new CannotDo(`The site's file ${path} cannot be read; the administrator's guide says what stands in it.`);
  }
};

const checked = (path: string): SiteFile => {
  let written: unknown;
  try {
    written = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof CannotDo) throw error;
    throw new CannotDo(`${path} is not JSON.`);
  }
  const reading = SiteFile.safeParse(written);
  if (reading.success) return reading.data;
  const [issue] = reading.error.issues;
  throw new CannotDo(`${path}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'cannot be used'}.`);
};

/** Nobody is asked for consent at a site, so that mail of people stays where it is (A13). */
const settlementOf = ({ sink, afterwards }: FileMailbox, where: string): Settlement => {
  const settlement = afterwards ?? { kind: sink ? 'delete' : 'leave' };
  if (!sink && (settlement.kind === 'delete' || settlement.kind === 'move'))
    throw new CannotDo(`${where}.afterwards: mail is moved or deleted only where "sink" is true.`);
  return settlement;
};

const mailboxOf = (
  mailbox: FileMailbox,
  names: readonly string[],
  where: string,
): SiteDescription['mailboxes'][number] => {
  const deployments = mailbox.for ?? names;
  const unknown = deployments.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new CannotDo(`${where}.for: there is no deployment "${unknown}" in this file.`);
  try {
    return {
      ...parseSourceUrl(mailbox.source),
      address: mailbox.address,
      deployments: [...new Set(deployments)],
      wrapping: mailbox.forwarded ? 'forwarded' : 'none',
      settlement: settlementOf(mailbox, where),
      pollSeconds: mailbox.pollSeconds,
    };
  } catch (error) {
    if (error instanceof WrongUsage) throw new CannotDo(`${where}.source: ${error.message}`);
    throw error;
  }
};

const readToken = async (path: string): Promise<string> => {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TemporaryFailure('The file with the token of this site cannot be read.', {
      code: 'deployment_unavailable',
      cause,
    });
  });
  return text.trim();
};

/** What `site-NAME.json` in the data directory says. Throws CannotDo with the place in the file and the remedy; no secret is repeated. */
export const readSiteFile = (dataDir: string, name: string, server: string): SiteDescription => {
  const path = join(dataDir, `site-${name}.json`);
  const file = checked(path);
  const names = Object.keys(file.deployments);
  const taken = new Set<string>();
  const mailboxes = file.mailboxes.map((mailbox, index) => {
    const where = `${path}: mailboxes.${index}`;
    const key = addressKey(mailbox.address) ?? '';
    if (taken.has(key)) throw new CannotDo(`${where}.address: stands in the file twice.`);
    taken.add(key);
    return mailboxOf(mailbox, names, where);
  });
  return {
    name,
    mailboxes,
    deployments: Object.entries(file.deployments).map(([deployment, given]) => ({
      name: deployment,
      server: given.server ?? server,
      organization: given.organization ?? null,
      token: () => readToken(resolve(dirname(path), given.tokenFile)),
    })),
  };
};
