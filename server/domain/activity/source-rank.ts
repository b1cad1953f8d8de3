import type { SourceRung } from '#shared/model/activity.ts';

const worth: Readonly<Record<SourceRung, number>> = { original: 3, reconstructed: 2, metadata: 1 };

/** A5: whether the bytes of a further copy replace those stored. */
export const isBetterSource = (candidate: SourceRung, stored: SourceRung): boolean => worth[candidate] > worth[stored];
