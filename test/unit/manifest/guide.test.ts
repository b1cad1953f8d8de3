import { describe, expect, test } from 'vitest';
import { installationGuide } from '../../../server/manifest/guide/guide.ts';
import { piecesOf, plainText } from '../../../server/manifest/guide/marked-text.ts';
import { reachOf } from '../../../server/manifest/guide/reach.ts';
import { sideloadSteps } from '../../../server/manifest/guide/sideload-steps.ts';

/** The form of a value: its keys and the lengths of its lists, without the words. */
const form = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(form);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, form(inner)]));
};

describe('installation guide', () => {
  test('P12: English and Spanish say the same number of things in the same places', () => {
    expect(form(installationGuide('es'))).toEqual(form(installationGuide('en')));
  });

  test('marks are cut out and nothing else', () => {
    expect(piecesOf('Choose **+**, then `a b` at <https://x.example/>, *now*.')).toEqual([
      { kind: 'text', text: 'Choose ' },
      { kind: 'strong', text: '+' },
      { kind: 'text', text: ', then ' },
      { kind: 'code', text: 'a b' },
      { kind: 'text', text: ' at ' },
      { kind: 'link', text: 'https://x.example/' },
      { kind: 'text', text: ', ' },
      { kind: 'emphasis', text: 'now' },
      { kind: 'text', text: '.' },
    ]);
    expect(plainText('2 < 3 and 3 > 2')).toBe('2 < 3 and 3 > 2');
  });

  test.each([
    ['https://localhost:3000', 'trusted', 'loopback'],
    ['https://127.255.0.1', 'trusted', 'loopback'],
    ['https://[::1]:3000', 'selfMade', 'loopback'],
    ['https://crm.example.com', 'selfMade', 'selfMade'],
    ['https://crm.example.com', 'trusted', 'anybody'],
    ['https://localhost.example.com', 'trusted', 'anybody'],
    ['http://crm.example.com', 'trusted', 'unencrypted'],
    ['crm.example.com', 'trusted', 'unencrypted'],
  ] as const)('%s with a certificate that is %s is for %s', (address, certificate, reach) => {
    expect(reachOf(address, certificate)).toBe(reach);
  });

  test.each(['en', 'es'] as const)('the terminal gets the steps for each Outlook, in %s', (language) => {
    const here = sideloadSteps(language, { publicUrl: 'https://localhost:3000', certificate: 'selfMade' }).join('\n');
    for (const words of [
      'https://localhost:3000/download (',
      'aka.ms/olksideload',
      '24 ',
      'My Custom Apps',
      'npx correspond certificate trust',
    ])
      expect(here).toContain(words);
    expect(here).not.toMatch(/\*\*|`/);
    const everywhere = sideloadSteps(language, { publicUrl: 'https://crm.example.com', certificate: 'trusted' }).join(
      '\n',
    );
    expect(everywhere).not.toContain('certificate trust');
    expect(everywhere.split('\n')[0]).toMatch(/https:\/\/crm\.example\.com\/download$/);
  });
});
