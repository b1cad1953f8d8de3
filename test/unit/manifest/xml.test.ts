import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml, XmlSyntaxError } from '../../../server/manifest/read-xml.ts';
import { element, writeXml } from '../../../server/manifest/xml.ts';
import type { XmlElement } from '../../../server/manifest/xml.ts';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/);
/** Text that XML can carry; what it cannot is replaced and tested apart. */
const text = fc
  .string({ unit: 'binary' })
  .map((value) => value.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/gu, '?'));
const attributes = fc.dictionary(name, text, { maxKeys: 3 });

const tree = fc.letrec<{ node: XmlElement }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc
      .record({ name, attributes, text: text.map((value) => value.trim()) })
      .map((leaf) => element(leaf.name, leaf.attributes, leaf.text)),
    fc
      .record({ name, attributes, children: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) })
      .map((branch) => element(branch.name, branch.attributes, branch.children)),
  ),
})).node;

describe('XML of the manifest', () => {
  test('what is written reads back the same', () => {
    fc.assert(
      fc.property(tree, (node) => {
        expect(readXml(writeXml(node))).toEqual({ ...node, attributes: { ...node.attributes } });
      }),
    );
  });

  test('a character that XML cannot carry is replaced, never written', () => {
    const written = writeXml(element('a', { b: '\u0000\u001B\uFFFF' }, 'x\uD800y'));
    expect(written).toContain('<a b="\uFFFD\uFFFD\uFFFD">x\uFFFDy</a>');
  });

  test.each([
    '',
    '<a>',
    '<a></b>',
    '</a>',
    '<a b=c/>',
    '<a b="<"/>',
    '<a>&#0;</a>',
    '<a>&#x110000;</a>',
    '<a><![CDATA[x]]></a>',
    'text',
  ])('refuses %j', (source) => {
    expect(() => readXml(source)).toThrow(XmlSyntaxError);
  });
});
