import { describe, expect, test } from 'vitest';
import { manifestCommand } from '../../../server/cli/manifest.ts';
import { checkManifest } from '../../../server/manifest/check-manifest.ts';
import { renderManifest } from '../../../server/manifest/render-manifest.ts';
import { adminManifest, developmentId, userManifest } from '../../support/manifest.ts';
import { recordedTerminal } from '../../support/recorded-terminal.ts';

const run = async (...argv: string[]) => {
  const terminal = recordedTerminal();
  const installationId = () => Promise.resolve(developmentId);
  const code = await manifestCommand(argv, { terminal, version: '1.0.0', installationId });
  return { code, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
};

const address = ['--public-url', 'https://crm.example.com'];

describe('correspond manifest', () => {
  test.each([userManifest, adminManifest])('prints the $profile profile with the stored id', async (input) => {
    const { code, printed, said } = await run('--profile', input.profile, ...address);
    expect(code).toBe(0);
    expect(`${printed}\n`).toBe(renderManifest(input));
    expect(said).toBe('');
  });

  test('takes another id', async () => {
    const id = '2f1c8a5e-4c1f-4f0e-9d0e-3b6c8f1f9a10';
    const { printed } = await run('--profile=user', ...address, '--id', id);
    expect(printed).toContain(`<Id>${id}</Id>`);
  });

  test('--json wraps the same text', async () => {
    const { printed } = await run('--profile', 'user', ...address, '--json');
    const answer = JSON.parse(printed) as { profile: string; id: string; manifest: string };
    expect(answer).toMatchObject({ profile: 'user', id: developmentId });
    expect(checkManifest(answer.manifest)).toEqual([]);
  });

  test.each([
    [['--profile', 'user', '--public-url', 'http://crm.example.com'], 'must be a complete https address'],
    [['--profile', 'user', '--public-url', 'crm.example.com'], 'must be a complete https address'],
    [['--profile', 'user', ...address, '--id', 'correspond'], 'must be a GUID'],
  ])('prints nothing that Outlook would refuse: %j', async (argv, sentence) => {
    const { code, printed, said } = await run(...argv);
    expect([code, printed]).toEqual([1, '']);
    expect(said).toContain(sentence);
  });

  test.each([
    [[], '--profile must be user or admin.'],
    [['--profile', 'root', ...address], '--profile must be user or admin.'],
    [['--profile', 'user'], '--public-url is missing'],
    [['--profile', 'user', ...address, '--ID', 'x'], "Unknown option '--ID'"],
    [['user', ...address], 'Unexpected argument'],
  ])('says how it is used: %j', async (argv, sentence) => {
    const { code, printed, said } = await run(...argv);
    expect([code, printed]).toEqual([2, '']);
    expect(said).toContain(sentence);
    expect(said).toContain('correspond manifest --profile user|admin --public-url URL');
  });
});
