import { parseArgs } from 'node:util';
import { PermanentFailure } from '../ports/failure.ts';
import type { Command, TrustMachine } from '../ports/trust-machine.ts';
import { exitCode } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { planTrust, shown } from './trust/trust-plan.ts';
import type { TrustPlan } from './trust/trust-plan.ts';

/** What the command tells of the certificate that the server uses. */
export interface KnownCertificate {
  readonly caPath: string;
  readonly fingerprint: string;
  readonly hosts: readonly string[];
  readonly validUntil: number;
}

export interface CertificateCommandNeeds {
  readonly terminal: Terminal;
  readonly machine: TrustMachine;
  /** Finds or makes the certificate; null when the settings bring one of their own or TLS is off. */
  readonly certificate: () => Promise<KnownCertificate | null>;
}

const usage = `correspond certificate show [--json]
correspond certificate trust [--print] [--yes]`;

interface Wanted {
  readonly action: 'show' | 'trust';
  readonly onlyPrint: boolean;
  readonly agreed: boolean;
  readonly asJson: boolean;
}

const readArguments = (argv: readonly string[]): Wanted | string => {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        print: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [action] = positionals;
    if (positionals.length !== 1 || (action !== 'show' && action !== 'trust')) return 'Say show or trust.';
    return { action, onlyPrint: values.print, agreed: values.yes, asJson: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const show = (known: KnownCertificate, { asJson }: Wanted, terminal: Terminal): number => {
  const validUntil = new Date(known.validUntil).toISOString();
  const { caPath, fingerprint, hosts } = known;
  terminal.print(
    asJson
      ? JSON.stringify({ authority: caPath, fingerprint, hosts, validUntil })
      : [
          `Authority to trust:  ${caPath}`,
          `SHA-256 fingerprint: ${fingerprint}`,
          `Server certificate:  ${hosts.join(', ')}`,
          `Valid until:         ${validUntil} (renewed by itself 30 days before)`,
        ].join('\n'),
  );
  return exitCode.done;
};

const explain = (known: KnownCertificate, plan: TrustPlan): string =>
  [
    `Correspond made an authority for this installation: ${known.caPath}`,
    `SHA-256 fingerprint: ${known.fingerprint}`,
    `Once trusted, this computer believes what this authority signs for ${known.hosts.join(', ')}, and for`,
    'no other host. Its key stays in the folder of that file.',
    ...(plan.steps.length > 0 ? ['', 'This will be done:'] : []),
    ...plan.steps.flatMap(({ why, command }) => [`  ${why}`, `    ${shown(command)}`]),
    ...(plan.left.length > 0 ? ['', 'Left to you:', ...plan.left.map((sentence) => `  ${sentence}`)] : []),
  ].join('\n');

const ended = async (machine: TrustMachine, command: Command): Promise<string | null> => {
  try {
    const code = await machine.run(command);
    return code === 0 ? null : `${command[0]} ended with ${code}`;
  } catch (error) {
    if (error instanceof PermanentFailure) return error.message;
    throw error;
  }
};

const carryOut = async (plan: TrustPlan, { terminal, machine }: CertificateCommandNeeds): Promise<number> => {
  for (const { command } of plan.steps) {
    const trouble = await ended(machine, command);
    if (trouble !== null) {
      terminal.say(`${trouble}. Nothing after it was done. To see why, run it yourself:\n  ${shown(command)}`);
      return exitCode.refused;
    }
  }
  terminal.say('Done. Close every window of Outlook and of the browser, and open them again.');
  return exitCode.done;
};

const trust = async (known: KnownCertificate, wanted: Wanted, needs: CertificateCommandNeeds): Promise<number> => {
  const { terminal, machine } = needs;
  const plan = planTrust({ path: known.caPath, fingerprint: known.fingerprint }, await machine.facts());
  if (wanted.onlyPrint) {
    terminal.print(
      [...plan.steps.map(({ command }) => shown(command)), ...plan.left.map((each) => `# ${each}`)].join('\n'),
    );
    return exitCode.done;
  }
  terminal.say(explain(known, plan));
  if (plan.steps.length === 0) return exitCode.refused;
  const agreed = wanted.agreed || (await terminal.confirm('Trust this authority on this computer?'));
  if (agreed === true) return carryOut(plan, needs);
  terminal.say(
    agreed === null
      ? 'Nobody is here to agree, so nothing was done. Add --yes to agree beforehand.'
      : 'Nothing was done.',
  );
  return exitCode.refused;
};

/** `correspond certificate show|trust`: which certificate the server uses, and how this computer comes to trust it. */
export const certificateCommand = async (argv: readonly string[], needs: CertificateCommandNeeds): Promise<number> => {
  const wanted = readArguments(argv);
  if (typeof wanted === 'string') {
    needs.terminal.say(`${wanted}\n${usage}`);
    return exitCode.wrongUsage;
  }
  const known = await needs.certificate();
  if (known === null) {
    needs.terminal.say(
      'The settings bring a certificate of their own (TLS_CERT) or TLS is off: there is none to trust.',
    );
    return exitCode.refused;
  }
  return wanted.action === 'show' ? show(known, wanted, needs.terminal) : trust(known, wanted, needs);
};
