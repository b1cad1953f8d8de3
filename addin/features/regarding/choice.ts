import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';

/** As many as the server takes for one mail. */
export const mostRegardings = 20;

export const sameRecord = (a: RecordRef, b: RecordRef): boolean => a.type === b.type && a.id === b.id;

/** Adds a record at the end, or takes it out; a full choice takes no more. */
export const toggled = (chosen: readonly NamedRecordRef[], record: NamedRecordRef): readonly NamedRecordRef[] => {
  if (chosen.some((one) => sameRecord(one, record))) return chosen.filter((one) => !sameRecord(one, record));
  return chosen.length >= mostRegardings
    ? chosen
    : [...chosen, { type: record.type, id: record.id, name: record.name }];
};

/** Puts a record first: it becomes the primary one, the others keep their order. */
export const withPrimary = (chosen: readonly NamedRecordRef[], record: RecordRef): readonly NamedRecordRef[] => [
  ...chosen.filter((one) => sameRecord(one, record)),
  ...chosen.filter((one) => !sameRecord(one, record)),
];
