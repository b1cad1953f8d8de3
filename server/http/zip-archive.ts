import { crc32 } from 'node:zlib';

/** A file of an archive; its name is plain ASCII and no path. */
export interface ArchivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly at: Date;
}

interface Entry {
  readonly name: Buffer;
  readonly at: Date;
  readonly crc: number;
  readonly size: number;
  readonly offset: number;
}

/** Date and time as MS-DOS writes them: two seconds exact, from 1980 on, here in UTC. */
const dosTime = (at: Date): readonly [number, number] => [
  (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
];

/** What local and central header share: versions, no flags, stored as it is, time, checksum, sizes, length of the name. */
const common = (header: Buffer, at: number, { name, crc, size, ...entry }: Entry): void => {
  const [time, date] = dosTime(entry.at);
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(time, at + 6);
  header.writeUInt16LE(date, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(size, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(name.length, at + 22);
};

const localHeader = (entry: Entry): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  common(header, 4, entry);
  return Buffer.concat([header, entry.name]);
};

const centralHeader = (entry: Entry): Buffer => {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  common(header, 6, entry);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
};

const endOf = (count: number, size: number, offset: number): Buffer => {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
};

/**
 * A ZIP archive (APPNOTE 6.3) of files that are stored as they are, piece by piece: no more than one file is in memory. For
 * fewer than 65,535 files and 4 GiB.
 */
export async function* zipArchive(files: AsyncIterable<ArchivedFile>): AsyncGenerator<Uint8Array, void, undefined> {
  const entries: Entry[] = [];
  let offset = 0;
  for await (const { name, bytes, at } of files) {
    const entry = { name: Buffer.from(name, 'ascii'), at, crc: crc32(bytes), size: bytes.length, offset };
    const header = localHeader(entry);
    entries.push(entry);
    offset += header.length + bytes.length;
    yield header;
    yield bytes;
  }
  const directory = Buffer.concat(entries.map(centralHeader));
  yield directory;
  yield endOf(entries.length, directory.length, offset);
}
