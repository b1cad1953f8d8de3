/** Runs one action at a time among all that use the same name. */
export type Exclusively = <T>(action: () => Promise<T>) => Promise<T>;

/** Uses the browser's lock shared by all pages of the origin where it exists; else a queue of this page alone. */
export const exclusivelyUnder = (name: string): Exclusively => {
  let last: Promise<unknown> = Promise.resolve();
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  return async <T>(action: () => Promise<T>): Promise<T> => {
    if (locks) return await locks.request(name, action);
    const mine = last.then(action, action);
    last = mine.catch(() => undefined);
    return mine;
  };
};
