/** Begins what an item is called that is written for a record. */
export const nameBefore = 'correspond-';

/** Given by the record, so that a second try to write it meets the first (Y11). */
export const nameOf = (recordId: string): string => `${nameBefore}${recordId}`;
