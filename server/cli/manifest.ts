import { parseArgs } from 'node:util';
import { checkManifest } from '../manifest/check-manifest.ts';
import { reachOf } from '../manifest/guide/reach.ts';
import type { ManifestProfile } from '../manifest/manifest-input.ts';
import { renderManifest } from '../manifest/render-manifest.ts';
import { exitCode } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export interface ManifestCommandNeeds {
  readonly terminal: Terminal;
  /** Release, three numbers. */
  readonly version: string;
  /** The stored id of this installation; asked only when `--id` is absent. */
  readonly installationId: () => Promise<string>;
}

const usage = 'correspond manifest --profile user|admin --public-url URL [--id GUID] [--json]';

interface Wanted {
  readonly profile: ManifestProfile;
  readonly publicUrl: string;
  readonly id: string | undefined;
  readonly asJson: boolean;
}

const readArguments = (argv: readonly string[]): Wanted | string => {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        profile: { type: 'string' },
        'public-url': { type: 'string' },
        id: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { profile, 'public-url': publicUrl, id, json } = values;
    if (profile !== 'user' && profile !== 'admin') return '--profile must be user or admin.';
    if (publicUrl === undefined) return '--public-url is missing: the address that Outlook will load the add-in from.';
    return { profile, publicUrl, id, asJson: json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/**
 * Prints the manifest on standard output, for installations whose administrators have no browser at hand:
 * `correspond manifest --profile admin --public-url https://crm.example.com > correspond-admin.xml`.
 * Prints nothing that Outlook would refuse.
 */
export const manifestCommand = async (argv: readonly string[], needs: ManifestCommandNeeds): Promise<number> => {
  const { terminal } = needs;
  const wanted = readArguments(argv);
  if (typeof wanted === 'string') {
    terminal.say(`${wanted}\n${usage}`);
    return exitCode.wrongUsage;
  }
  const { profile, publicUrl } = wanted;
  if (reachOf(publicUrl, 'trusted') === 'unencrypted') {
    terminal.say(`--public-url ${publicUrl} must be a complete https address such as https://crm.example.com.`);
    return exitCode.refused;
  }
  const id = wanted.id ?? (await needs.installationId());
  const manifest = renderManifest({ publicUrl, id, version: needs.version, profile });
  const findings = checkManifest(manifest);
  if (findings.length > 0) {
    terminal.say(['Outlook would refuse this manifest:', ...findings.map(({ message }) => `  ${message}`)].join('\n'));
    return exitCode.refused;
  }
  terminal.print(wanted.asJson ? JSON.stringify({ profile, id, manifest }) : manifest.trimEnd());
  return exitCode.done;
};
