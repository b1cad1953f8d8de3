import type { Command, TrustFacts } from '../../ports/trust-machine.ts';

/** One change on the computer: what it is for, and the program that makes it. */
export interface TrustStep {
  readonly why: string;
  readonly command: Command;
}

export interface TrustPlan {
  readonly steps: readonly TrustStep[];
  /** What this user may not or cannot do here, as sentences with the command to run otherwise. */
  readonly left: readonly string[];
}

export interface Authority {
  readonly path: string;
  /** SHA-256, upper-case pairs of hex digits with colons. */
  readonly fingerprint: string;
}

/** The name under which lists of authorities show ours; the start of the fingerprint keeps installations apart. */
const nameOf = ({ fingerprint }: Authority): string =>
  `correspond-${fingerprint.replaceAll(':', '').slice(0, 8).toLowerCase()}`;

const systemStores = {
  debian: { folder: '/usr/local/share/ca-certificates', refresh: ['update-ca-certificates'] },
  fedora: { folder: '/etc/pki/ca-trust/source/anchors', refresh: ['update-ca-trust', 'extract'] },
} as const satisfies Record<'debian' | 'fedora', { folder: string; refresh: Command }>;

const systemSteps = (authority: Authority, store: 'debian' | 'fedora'): readonly TrustStep[] => {
  const { folder, refresh } = systemStores[store];
  return [
    {
      why: 'Copies the certificate to the folder of locally trusted authorities.',
      command: ['cp', authority.path, `${folder}/${nameOf(authority)}.crt`],
    },
    { why: 'Lets the system read that folder anew.', command: [...refresh] },
  ];
};

const nssSteps = (authority: Authority, facts: TrustFacts): readonly TrustStep[] => {
  const ownList = `${facts.home}/.pki/nssdb`;
  const missing = !facts.nssFolders.includes(ownList);
  const create: readonly TrustStep[] = [
    { why: 'Makes the folder of the list that Chrome reads.', command: ['mkdir', '-p', ownList] },
    { why: 'Makes that list, empty.', command: ['certutil', '-d', `sql:${ownList}`, '-N', '--empty-password'] },
  ];
  return [
    ...(missing ? create : []),
    ...[...new Set([ownList, ...facts.nssFolders])].map((folder): TrustStep => ({
      why:
        folder === ownList ? 'Adds the authority to the list that Chrome reads.' : `Adds it to the list in ${folder}.`,
      command: ['certutil', '-d', `sql:${folder}`, '-A', '-t', 'C,,', '-n', nameOf(authority), '-i', authority.path],
    })),
  ];
};

const linuxPlan = (authority: Authority, facts: TrustFacts): TrustPlan => {
  const { systemStore: store } = facts;
  const system = store === null ? [] : systemSteps(authority, store);
  const asRoot = system.map((step) => `sudo ${shown(step.command)}`).join(' && ');
  const left = [
    ...(store === null
      ? [`This Linux keeps its authorities in a way we do not know; add ${authority.path} by hand.`]
      : []),
    ...(store !== null && !facts.isRoot ? [`The system's own list needs root. Run: ${asRoot}`] : []),
    ...(facts.hasNssCertutil
      ? []
      : ['Chrome and Firefox read lists of their own. Install certutil (Debian: libnss3-tools) and run this again.']),
  ];
  return {
    steps: [...(facts.isRoot ? system : []), ...(facts.hasNssCertutil ? nssSteps(authority, facts) : [])],
    left,
  };
};

/** Decides what has to happen on this computer so that Outlook and the browser trust the authority. */
export const planTrust = (authority: Authority, facts: TrustFacts): TrustPlan => {
  switch (facts.platform) {
    case 'windows':
      return {
        steps: [
          {
            why: 'Adds the authority to your own list of trusted roots; Windows asks you to confirm.',
            command: ['certutil', '-user', '-addstore', 'Root', authority.path],
          },
        ],
        left: [],
      };
    case 'mac':
      return {
        steps: [
          {
            why: 'Adds the authority to your login keychain, for servers only; macOS asks for your password.',
            command: [
              'security',
              ...['add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl'],
              ...['-k', `${facts.home}/Library/Keychains/login.keychain-db`, authority.path],
            ],
          },
        ],
        left: [],
      };
    case 'linux':
      return linuxPlan(authority, facts);
    case 'other':
      return { steps: [], left: [`Add ${authority.path} by hand to the authorities that this system trusts.`] };
  }
};

const isPlain = (word: string): boolean => /^[\w./:=@%+,-]+$/.test(word);

/** A command as one would type it. */
export const shown = (command: Command): string =>
  command.map((word) => (isPlain(word) ? word : `"${word.replaceAll('"', String.raw`\"`)}"`)).join(' ');
