import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dovecot, type DovecotOptions, startDovecot } from './dovecot.ts';
import { startPostfix } from './postfix.ts';

/** What it does with mail that a rule forwards to the outer domain. */
export type Forwarding = 'allowed' | 'refused' | 'dropped';

export interface MailSystem extends AsyncDisposable {
  readonly dovecot: Dovecot;
  /** Where it takes mail for its users and for the outer domain. */
  readonly smtpPort: number;
  forwarding(how: Forwarding): void;
}

export interface MailSystemOptions extends DovecotOptions {
  readonly domain: string;
  readonly outerDomain: string;
}

const refusal = '5.7.520 Access denied, your organization does not allow external forwarding.';

/** Postfix asks it for each mail: 77 is a refusal that lasts (sysexits.h). */
const script = (folder: string, outer: string, agent: string): string => `#!/bin/sh
case "$2-$(cat ${folder}/forwarding)" in
  *@${outer}-refused) echo '${refusal}'; exit 77 ;;
  *@${outer}-dropped) cat > /dev/null; exit 0 ;;
esac
exec ${agent} -d "$2" -f "$1" -o submission_host=127.0.0.1:$(cat ${folder}/port) -o postmaster_address=postmaster@${outer}
`;

/** Dovecot behind Postfix on loopback: mail that comes runs through the rules of its user, and what they forward leaves. */
export const startMailSystem = async (options: MailSystemOptions): Promise<MailSystem> => {
  const dovecot = await startDovecot(options);
  const folder = mkdtempSync(join(tmpdir(), 'correspond-mail-system-'));
  chmodSync(folder, 0o755);
  const agent = join(folder, 'hand-over');
  const forwarding = (how: Forwarding) => writeFileSync(join(folder, 'forwarding'), how);
  forwarding('allowed');
  writeFileSync(agent, script(folder, options.outerDomain, dovecot.deliveryAgent));
  chmodSync(agent, 0o755);
  const postfix = await startPostfix({
    relayPort: 9,
    relayDomains: [options.domain, options.outerDomain],
    pipe: `handover unix - n n - 4 pipe flags=Rhu user=nobody argv=${agent} \${sender} \${recipient}`,
  });
  writeFileSync(join(folder, 'port'), String(postfix.port));
  return {
    dovecot,
    smtpPort: postfix.port,
    forwarding,
    [Symbol.asyncDispose]: async () => {
      await postfix[Symbol.asyncDispose]();
      await dovecot[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
