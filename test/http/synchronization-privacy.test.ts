import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { card, synchronized } from '../support/synchronized.ts';
import type { Caller } from '../support/world.ts';

const privates = 500;
const tracked = 3;

/** Words of every field that a card can have, none of them in any other card. */
const privateCard = (n: number): string =>
  card(`hush-${n}`, `Hushname${n} Hushfamily${n}`, [
    `NOTE:hushnote ${n}`,
    `EMAIL:hush${n}@hushhost.example`,
    `TEL;TYPE=CELL:+49 555 0${n}`,
    `ORG:Hushfirm ${n}`,
    'CATEGORIES:Hushfamily,Friends',
  ]);

const trackedCard = (n: number): string =>
  card(`customer-${n}`, `Customer ${n}`, [`EMAIL:customer${n}@customers.example`, 'CATEGORIES:CRM']);

const hushed = /hush|\+49 555/i;

const rowsOf = (path: string): Readonly<Record<string, unknown[]>> => {
  const database = new Database(path, { readonly: true });
  try {
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).pluck().all() as string[];
    return Object.fromEntries(tables.map((table) => [table, database.prepare(`select * from "${table}"`).all()]));
  } finally {
    database.close();
  }
};

/** All that the interface gives out to somebody: records, their history, and what is told of synchronization. */
const shownTo = async (caller: Caller): Promise<string> => {
  const lists = await Promise.all(
    ['contact', 'account', 'lead'].map((type) => caller.call('listRecords', { params: { type }, query: {} })),
  );
  const found = await Promise.all(
    ['hush', 'Hushname1', 'hush1@hushhost.example'].map((q) => caller.fetch(`/record-search?q=${q}`)),
  );
  const answers = [
    await caller.fetch('/me/synchronization'),
    await caller.fetch('/me/synchronization/history'),
    await caller.fetch('/activities'),
    await caller.fetch('/router/outcomes'),
  ];
  // What a search echoes of the question is no finding.
  const hits = (await Promise.all(found.map((one) => one.text()))).filter((text) => /"items":\[\{/.test(text));
  return [JSON.stringify(lists), ...hits, ...(await Promise.all(answers.map((one) => one.text())))].join('\n');
};

test('Y13: of a mailbox with 500 private cards and 3 tracked ones, 3 are in database, log and whatever is given out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'privacy-'));
  const path = join(folder, 'crm.db');
  let logged = '';
  const log = createPinoLog('trace', { write: (line: string) => void (logged += line) });
  try {
    {
      await using sync = await synchronized({ store: { engine: 'sqlite', path, contentDirectory: null }, log });
      const { world, server, book } = sync;
      await server.person.put(
        book,
        Array.from({ length: privates }, (_, n) => privateCard(n)).join('') +
          Array.from({ length: tracked }, (_, n) => trackedCard(n)).join(''),
      );
      expect(await server.person.list(book)).toHaveLength(privates + tracked);
      await sync.cycle();
      // What is removed, changed and added among the private ones; a server that is away in between.
      await server.person.remove(`${book}hush-0.vcf`);
      await server.person.put(`${book}hush-1.vcf`, privateCard(1).replace('hushnote 1', 'hushnote again'));
      await server.person.put(`${book}hush-new.vcf`, privateCard(901));
      await sync.cycle();
      await server.stop();
      await sync.cycle();
      await server.start();
      await sync.cycle();
      await sync.cycle();

      expect(await sync.contacts()).toEqual(['Customer 0', 'Customer 1', 'Customer 2']);
      for (const caller of [world.ben, world.ana, world.carla]) expect(await shownTo(caller)).not.toMatch(hushed);
      const { account } = await world.ben.call('getMySynchronization');
      expect(account).toMatchObject({ health: { state: 'working' }, linked: [{ count: tracked }] });
    }
    const rows = rowsOf(path);
    expect(rows['sync_link']).toHaveLength(tracked);
    expect(rows['record']?.filter((row) => JSON.stringify(row).includes('contact'))).toHaveLength(tracked);
    expect(JSON.stringify(rows)).toMatch(/customer2@customers/i);
    for (const [table, content] of Object.entries(rows))
      expect({ table, tells: hushed.test(JSON.stringify(content)) }).toEqual({ table, tells: false });
    // Pages that were freed, and the journal of the database, are looked through too.
    for (const file of readdirSync(folder))
      expect({ file, tells: hushed.test(readFileSync(join(folder, file), 'latin1')) }).toEqual({ file, tells: false });
    expect(logged).toMatch(/could not be synchronized/);
    expect(logged).not.toMatch(hushed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);
