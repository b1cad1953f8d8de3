import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { World } from './world.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/administrator.md', import.meta.url)), 'utf8');

/** What the page tells administrators to write, so that it is what is tested. */
export const written = (pattern: RegExp): string => {
  const found = pattern.exec(page)?.[1];
  if (found === undefined) throw new Error(`the page says nothing like ${pattern.source}`);
  return found;
};

export interface PipeProgram extends Disposable {
  readonly folder: string;
  /** Where the script stands that the page calls `/usr/local/bin/to-correspond`. */
  readonly program: string;
}

/** The script of the page, for this server, with a token of its administrator. */
export const layPipeProgram = (world: Pick<World, 'ana' | 'origin'>): PipeProgram => {
  const folder = mkdtempSync(join(tmpdir(), 'correspond-pipe-'));
  chmodSync(folder, 0o755);
  const [program, header] = [join(folder, 'to-correspond'), join(folder, 'header')];
  writeFileSync(header, `Authorization: Bearer ${world.ana.token}\n`, { mode: 0o644 });
  const script = written(/```sh\n(#!\/bin\/sh\n# \/usr\/local\/bin\/to-correspond[\s\S]*?)```/);
  const here = script.replace('https://crm.contoso.test', world.origin).replace('/etc/correspond.header', header);
  writeFileSync(program, here, { mode: 0o755 });
  return { folder, program, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
};
