import { Session } from 'node:inspector/promises';

/**
 * Counts how many blocks of our own pure code (shared/model, server/domain) a run executes. The number is exact and
 * does not depend on the machine or its load, so that growth can be compared; what a regular expression or a method of
 * the language does within is not in it. Open it before the code in question has run for the first time, because code
 * that is compiled already counts its functions only.
 */
export const openStepCounter = async () => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const take = async (): Promise<number> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .filter(({ url }) => /\/(?:shared\/model|server\/domain)\//.test(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((sum, { count }) => sum + count, 0);
  };
  return {
    count: async (run: () => void): Promise<number> => {
      await take();
      run();
      return take();
    },
    close: () => session.disconnect(),
  };
};
