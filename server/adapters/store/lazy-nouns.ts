type Makers<Parts, Nouns> = { readonly [Name in keyof Nouns]: (parts: Parts) => Nouns[Name] };

/**
 * The nouns of a handle, each made when it is first asked for: a handle is made for every transaction, and most work asks
 * for a few of its nouns.
 */
export const lazyNouns = <Parts, Nouns extends object>(makers: Makers<Parts, Nouns>): ((parts: Parts) => Nouns) => {
  class Handle {
    readonly #parts: Parts;
    readonly #made: Partial<Nouns> = {};

    constructor(parts: Parts) {
      this.#parts = parts;
    }

    get<Name extends keyof Nouns>(name: Name): Nouns[Name] {
      return (this.#made[name] ??= makers[name](this.#parts));
    }
  }
  const nouns = class extends Handle {};
  for (const name of Object.keys(makers) as (keyof Nouns)[])
    Object.defineProperty(nouns.prototype, name, {
      get(this: Handle) {
        return this.get(name);
      },
    });
  return (parts) => new nouns(parts) as unknown as Nouns;
};
