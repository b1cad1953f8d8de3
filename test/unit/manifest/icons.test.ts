import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { everywhere } from '../../../server/manifest/manifest-document.ts';
import { readXml } from '../../../server/manifest/read-xml.ts';
import { renderManifest } from '../../../server/manifest/render-manifest.ts';
import { fullManifest } from '../../support/manifest.ts';

const icons = new URL('../../../addin/public/icons/', import.meta.url);

const named = new Set(
  everywhere(readXml(renderManifest(fullManifest)))
    .flatMap((node) => Object.values(node.attributes))
    .flatMap((value) => /\/icons\/(\d+)\.png$/.exec(value)?.[1] ?? []),
);

describe('icons', () => {
  test.each([...named])('%s.png is a square of that many pixels with transparency', (pixels) => {
    const bytes = readFileSync(new URL(`${pixels}.png`, icons));
    // PNG specification 11.2.2: after the signature, IHDR holds width, height, depth and colour type (6: with alpha).
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([Number(pixels), Number(pixels)]);
    expect(bytes[25]).toBe(6);
  });
});
