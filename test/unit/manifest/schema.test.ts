import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { describe, expect, test } from 'vitest';
import { checkManifest } from '../../../server/manifest/check-manifest.ts';
import { renderManifest } from '../../../server/manifest/render-manifest.ts';
import { adminManifest, fullManifest, userManifest } from '../../support/manifest.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));

/** The published schemas are test data kept beside the project; own rules stand in where they are absent. */
const schemaBeside = (folder: string): string | null => {
  const schema = join(folder, 'shared/schemas/office-manifest/OfficeAppManifestV1_1.xsd');
  if (existsSync(schema)) return schema;
  return dirname(folder) === folder ? null : schemaBeside(dirname(folder));
};

const validator = (): ((xml: string) => string[]) => {
  const path = schemaBeside(project);
  if (path === null) return (xml) => checkManifest(xml).map((finding) => finding.message);
  xmlRegisterFsInputProviders();
  const schema = XmlDocument.fromString(readFileSync(path, 'utf8'), { url: pathToFileURL(path).href });
  const xsd = XsdValidator.fromDoc(schema);
  return (xml) => {
    const document = XmlDocument.fromString(xml);
    try {
      xsd.validate(document);
      return [];
    } catch (error) {
      return [String(error)];
    } finally {
      document.dispose();
    }
  };
};

describe('manifest against the published schema', () => {
  const findings = validator();

  test.each([
    ['user', renderManifest(userManifest)],
    ['admin', renderManifest(adminManifest)],
    ['everything declared', renderManifest(fullManifest)],
    ['everything declared, user', renderManifest({ ...fullManifest, profile: 'user' })],
    ['the file in the repository', readFileSync(join(project, 'manifest.xml'), 'utf8')],
  ])('%s is valid', (_, xml) => {
    expect(findings(xml)).toEqual([]);
  });

  test('an id that is no GUID is not valid', () => {
    expect(findings(renderManifest({ ...userManifest, id: 'x' }))).not.toEqual([]);
  });
});
