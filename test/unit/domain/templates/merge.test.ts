import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTemplate } from '../../../../server/domain/templates/check-template.ts';
import {
  longestPlaceholder,
  type MergeFormat,
  mostPlaceholders,
  placeholdersOf,
  readTemplate,
} from '../../../../server/domain/templates/merge-language.ts';
import { merge, type MergeFacts, type MergeRecord } from '../../../../server/domain/templates/merge.ts';
import { builtInTypes } from '../../../../server/domain/records/record-types.ts';

const record = (texts: Record<string, string>, links: Record<string, MergeRecord> = {}): MergeRecord => ({
  texts,
  links,
});

const facts: MergeFacts = {
  recipient: record(
    { name: 'Ana Martín', firstName: 'Ana', jobTitle: '', address: 'ana@pumps.example' },
    { account: record({ name: 'Bombas & <b>Hijos</b>', website: 'https://pumps.example' }) },
  ),
  regarding: null,
  sender: record({ name: 'Robin Novak' }),
  organization: record({ name: 'Northbrook Pumps' }),
};

const filled = (template: string, format: MergeFormat = 'plain') => {
  const reading = readTemplate(template, format);
  if (reading.kind === 'mistake') throw new Error(`${reading.place}: ${reading.message}`);
  return merge(reading.pieces, facts, format);
};

describe('P6: the merge language', () => {
  test.each([
    ['Dear {{recipient.firstName}},', 'Dear Ana,', []],
    ['{{ recipient.account }} / {{recipient.account.website}}', 'Bombas & <b>Hijos</b> / https://pumps.example', []],
    ['{{recipient.jobTitle}}|{{regarding.name}}', '|', ['recipient.jobTitle', 'regarding.name']],
    ['{{recipient.jobTitle | colleague}}, {{regarding.name|}}.', 'colleague, .', []],
    [String.raw`\{{recipient.name}} is a placeholder`, '{{recipient.name}} is a placeholder', []],
    [
      '{{recipient.constructor}}{{recipient.account.toString}}',
      '',
      ['recipient.constructor', 'recipient.account.toString'],
    ],
    ['{{recipient.account.website.host}}', '', ['recipient.account.website.host']],
    ['one } two { three', 'one } two { three', []],
  ])('%s', (template, text, missing) => {
    expect(filled(template)).toEqual({ text, missing });
  });

  test('a value never becomes markup, and never begins a new header line', () => {
    expect(filled('<p>{{recipient.account}}</p>', 'html').text).toBe('<p>Bombas &amp; &lt;b&gt;Hijos&lt;/b&gt;</p>');
    const twoLines: MergeFacts = { ...facts, regarding: record({ name: 'Pump\r\nBcc: x@evil.example' }) };
    const pieces = [{ kind: 'field', path: ['regarding', 'name'], fallback: null }] as const;
    expect(merge(pieces, twoLines, 'plain').text).toBe('Pump Bcc: x@evil.example');
    expect(merge(pieces, twoLines, 'html').text).toBe('Pump<br>Bcc: x@evil.example');
  });

  test('what an editor wrote as entities is read as the person saw it', () => {
    expect(filled('{{&nbsp;recipient.jobTitle&nbsp;| R&amp;D &lt;all&gt;}}', 'html').text).toBe('R&amp;D &lt;all&gt;');
  });

  test.each([
    ['plain', '{{recipient}}', 'write it as {{recipient.firstName}}'],
    ['plain', '{{recipient.first name}}', 'write it as'],
    ['plain', '{{a.b.c.d.e}}', 'write it as'],
    ['plain', 'Dear {{recipient.name', 'is not closed'],
    ['html', '{{recipient.<b>name</b>}}', 'formatting begins or ends inside'],
  ] as const)('%s %s is refused with a remedy', (format, template, message) => {
    expect(readTemplate(template, format)).toMatchObject({
      kind: 'mistake',
      message: expect.stringContaining(message) as string,
    });
  });

  test('the limits hold at their edges', () => {
    const padded = (length: number) => `{{recipient.name|${'x'.repeat(length - 'recipient.name|'.length)}}}`;
    expect(readTemplate(padded(longestPlaceholder), 'plain').kind).toBe('pieces');
    expect(readTemplate(padded(longestPlaceholder + 1), 'plain').kind).toBe('mistake');
    expect(readTemplate('{{sender.name}}'.repeat(mostPlaceholders), 'plain').kind).toBe('pieces');
    expect(readTemplate('{{sender.name}}'.repeat(mostPlaceholders + 1), 'plain').kind).toBe('mistake');
  });

  test('text without placeholders comes out as it went in, and any text is read without an exception', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!text.includes('{{')) expect(filled(text)).toEqual({ text, missing: [] });
        for (const format of ['html', 'plain'] as const) readTemplate(text.replaceAll('a', '{{'), format);
      }),
    );
  });
});

describe('P6: a template is checked when it is written', () => {
  const check = (html: string, subject = '') => checkTemplate({ subject, html }, builtInTypes);

  test('every field that some record type has may be asked for', () => {
    const checked = check('{{recipient.company}} {{regarding.owner.name}}', '{{sender.name}} {{sender.name}}');
    expect(checked).toMatchObject({
      mistakes: [],
      placeholders: ['sender.name', 'recipient.company', 'regarding.owner.name'],
    });
    expect(placeholdersOf(checked.subject)).toEqual(['sender.name']);
  });

  test.each([
    ['{{recipient.fristName}}', '{{recipient.fristName}}: no record type has a field fristName'],
    [
      '{{client.name}}',
      '{{client.name}}: begins with client; a template speaks of recipient, regarding, sender, organization',
    ],
    ['{{organization.street}}', '{{organization.street}}: write {{organization.name}}'],
  ])('%s', (html, message) => {
    expect(check(html).mistakes).toEqual([{ field: 'html', message }]);
    expect(check('', html).mistakes).toEqual([{ field: 'subject', message }]);
  });
});
