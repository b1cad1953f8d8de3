import { describe, expect, test } from 'vitest';
import { certificateCommand } from '../../../server/cli/certificate.ts';
import type { KnownCertificate } from '../../../server/cli/certificate.ts';
import { PermanentFailure } from '../../../server/ports/failure.ts';
import type { Command, TrustFacts } from '../../../server/ports/trust-machine.ts';
import { recordedTerminal } from '../../support/recorded-terminal.ts';

const known: KnownCertificate = {
  caPath: '/srv/data/certificate/authority.crt',
  fingerprint: 'AB:CD:EF:01:23',
  hosts: ['localhost', 'crm.example.com'],
  validUntil: Date.UTC(2027, 0, 1),
};

const facts: TrustFacts = {
  platform: 'linux',
  isRoot: false,
  home: '/home/ana',
  systemStore: 'debian',
  hasNssCertutil: true,
  nssFolders: ['/home/ana/.pki/nssdb', '/home/ana/.mozilla/firefox/x.default'],
};

interface Given {
  readonly facts?: Partial<TrustFacts>;
  readonly answer?: boolean | null;
  readonly certificate?: KnownCertificate | null;
  readonly run?: (command: Command) => Promise<number>;
}

const run = async (argv: string[], given: Given = {}) => {
  const terminal = recordedTerminal(given.answer ?? null);
  const ran: string[] = [];
  const machine = {
    facts: () => Promise.resolve({ ...facts, ...given.facts }),
    run: (command: Command) => {
      ran.push(command.join(' '));
      return given.run?.(command) ?? Promise.resolve(0);
    },
  };
  const certificate = () => Promise.resolve(given.certificate === undefined ? known : given.certificate);
  const code = await certificateCommand(argv, { terminal, machine, certificate });
  return { code, ran, asked: terminal.asked, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
};

const [chrome, firefox] = facts.nssFolders.map(
  (folder) => `certutil -d sql:${folder} -A -t C,, -n correspond-abcdef01 -i ${known.caPath}`,
);

describe('correspond certificate trust', () => {
  test('says what it will do, asks, and then does exactly that', async () => {
    const { code, ran, said, asked } = await run(['trust'], { answer: true });
    expect(code).toBe(0);
    expect(ran).toEqual([chrome, firefox]);
    for (const command of ran) expect(said).toContain(command);
    expect(said).toContain(known.fingerprint);
    expect(asked).toEqual(['Trust this authority on this computer?']);
  });

  test.each([
    [false, 'Nothing was done.'],
    [null, 'Add --yes to agree beforehand.'],
  ])('does nothing when the answer is %s', async (answer, sentence) => {
    const { code, ran, said } = await run(['trust'], { answer });
    expect([code, ran]).toEqual([1, []]);
    expect(said).toContain(sentence);
  });

  test('--yes agrees beforehand', async () => {
    const { code, ran, asked } = await run(['trust', '--yes']);
    expect([code, ran.length, asked]).toEqual([0, 2, []]);
  });

  test('--print shows the commands and runs none', async () => {
    const { code, ran, printed } = await run(['trust', '--print', '--yes']);
    expect([code, ran]).toEqual([0, []]);
    expect(printed.split('\n').slice(0, 2)).toEqual([chrome, firefox]);
    expect(printed).toContain(`sudo cp ${known.caPath} /usr/local/share/ca-certificates/correspond-abcdef01.crt`);
  });

  test.each<[string, Partial<TrustFacts>, string[]]>([
    ['Windows', { platform: 'windows' }, [`certutil -user -addstore Root ${known.caPath}`]],
    [
      'Mac',
      { platform: 'mac', home: '/Users/ana' },
      [
        `security add-trusted-cert -r trustRoot -p ssl -k /Users/ana/Library/Keychains/login.keychain-db ${known.caPath}`,
      ],
    ],
    [
      'Debian as root without certutil',
      { isRoot: true, hasNssCertutil: false },
      [`cp ${known.caPath} /usr/local/share/ca-certificates/correspond-abcdef01.crt`, 'update-ca-certificates'],
    ],
    [
      'Fedora as root',
      { isRoot: true, systemStore: 'fedora', nssFolders: ['/home/ana/.pki/nssdb'] },
      [
        `cp ${known.caPath} /etc/pki/ca-trust/source/anchors/correspond-abcdef01.crt`,
        'update-ca-trust extract',
        chrome!,
      ],
    ],
    [
      'a home without a list for Chrome',
      { nssFolders: [] },
      ['mkdir -p /home/ana/.pki/nssdb', 'certutil -d sql:/home/ana/.pki/nssdb -N --empty-password', chrome!],
    ],
  ])('on %s', async (_, given, commands) => {
    expect((await run(['trust', '--yes'], { facts: given })).ran).toEqual(commands);
  });

  test.each<[Partial<TrustFacts>, string]>([
    [{ hasNssCertutil: false }, 'libnss3-tools'],
    [{ hasNssCertutil: false, systemStore: null }, 'add /srv/data/certificate/authority.crt by hand'],
    [{ platform: 'other' }, 'by hand to the authorities that this system trusts'],
  ])('where it can do nothing it says what is left: %j', async (given, sentence) => {
    const { code, ran, said } = await run(['trust', '--yes'], { facts: given });
    expect([code, ran]).toEqual([1, []]);
    expect(said).toContain(sentence);
  });

  test('a path with a blank is shown in quotes and handed over as one word', async () => {
    const caPath = 'C:\\Users\\Ana María\\authority.crt';
    const given = { facts: { platform: 'windows' as const }, certificate: { ...known, caPath } };
    const { printed } = await run(['trust', '--print'], given);
    expect(printed).toBe(`certutil -user -addstore Root "${caPath}"`);
  });

  test('the first program that fails ends it, with the command to look closer', async () => {
    const { code, ran, said } = await run(['trust', '--yes'], { run: () => Promise.resolve(255) });
    expect([code, ran]).toEqual([1, [chrome]]);
    expect(said).toContain(
      `certutil ended with 255. Nothing after it was done. To see why, run it yourself:\n  ${chrome!}`,
    );
  });

  test('a program that cannot be started is named', async () => {
    const failure = new PermanentFailure('The program certutil could not be started', { code: 'program_not_started' });
    const { code, said } = await run(['trust', '--yes'], { run: () => Promise.reject(failure) });
    expect(code).toBe(1);
    expect(said).toContain('The program certutil could not be started');
  });
});

describe('correspond certificate show', () => {
  test('tells path, fingerprint, hosts and end', async () => {
    const { code, printed } = await run(['show']);
    expect(code).toBe(0);
    for (const words of [known.caPath, known.fingerprint, 'localhost, crm.example.com', '2027-01-01T00:00:00.000Z'])
      expect(printed).toContain(words);
  });

  test('--json gives the same for programs', async () => {
    expect(JSON.parse((await run(['show', '--json'])).printed)).toEqual({
      authority: known.caPath,
      fingerprint: known.fingerprint,
      hosts: known.hosts,
      validUntil: '2027-01-01T00:00:00.000Z',
    });
  });

  test.each(['show', 'trust'])('%s says when there is none to trust', async (action) => {
    const { code, said } = await run([action], { certificate: null });
    expect(code).toBe(1);
    expect(said).toContain('TLS_CERT');
  });

  test.each([[[]], [['forget']], [['trust', 'now']], [['trust', '--force']]])('wrong usage: %j', async (argv) => {
    const { code, ran, said } = await run(argv);
    expect([code, ran]).toEqual([2, []]);
    expect(said).toContain('correspond certificate trust [--print] [--yes]');
  });
});
