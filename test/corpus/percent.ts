/** A ratio as people read it: `99.55`. */
export const percent = (ratio: number): string => (100 * ratio).toFixed(2);
