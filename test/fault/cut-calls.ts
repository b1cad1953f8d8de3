import type { RemoteSide, RemoteSides } from '../../server/ports/remote-sides.ts';
import type { World } from '../support/world.ts';

/** Breaks off at the nth call of a port, before or after it was done; what comes later works again. */
export class CutCalls {
  calls = 0;
  readonly #at: number;
  readonly #when: 'before' | 'after';
  isArmed = false;

  constructor(at: number, when: 'before' | 'after') {
    this.#at = at;
    this.#when = when;
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (!this.isArmed) return work();
    this.calls += 1;
    if (this.calls !== this.#at) return work();
    if (this.#when === 'after') await work();
    throw new Error('cut off');
  }

  sides(sides: RemoteSides): RemoteSides {
    return {
      test: (...given) => sides.test(...given),
      open: async (...given) => this.#side(await sides.open(...given)),
    };
  }

  #side(side: RemoteSide): RemoteSide {
    return {
      changes: (cursor) => this.through(() => side.changes(cursor)),
      read: (ids) => this.through(() => side.read(ids)),
      create: (fields, mark) => this.through(() => side.create(fields, mark)),
      update: (expected, fields, mark) => this.through(() => side.update(expected, fields, mark)),
      remove: (expected) => this.through(() => side.remove(expected)),
      close: () => side.close(),
    };
  }

  /** The database of this world breaks off like the server does. */
  watch({ store }: World): void {
    const watched = store as { -readonly [Name in keyof typeof store]: (typeof store)[Name] };
    const { transact, read } = { transact: store.transact.bind(store), read: store.read.bind(store) };
    watched.transact = (organizationId, work) => this.through(() => transact(organizationId, work));
    watched.read = (organizationId, work) => this.through(() => read(organizationId, work));
  }
}
