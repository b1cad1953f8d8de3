/** A ratio as people read it: `99.55`. */
export const percent = (ratio: number): string => (100 * ratio).toFixed(2);

/** Prints each aim and how many are met; the number that is not. */
export const printAims = (aims: readonly (readonly [string, boolean])[]): number => {
  for (const [aim, met] of aims) console.log(`${met ? 'passed' : 'FAILED'}  ${aim}`);
  const failed = aims.filter(([, met]) => !met).length;
  console.log(`${aims.length - failed} passed, ${failed} failed`);
  return failed;
};
