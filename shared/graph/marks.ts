/** The mark of a record on an item: a named property (MS-OXPROPS), one for each organization, so that they stand beside each other (I6). */
import { type GraphJson, listIn } from './item-place.ts';

/** Names of ours mean nothing to other programs. */
const namespace = '{6f1d8c1e-2b7a-4c55-9a0e-4b8f3d7c2a91}';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const idFor = (organizationId: string): string => `String ${namespace} Name correspond-record-${organizationId}`;

/** To be written with an item. */
export const markOf = (organizationId: string, recordId: string): GraphJson => ({
  singleValueExtendedProperties: [{ id: idFor(organizationId), value: recordId }],
});

/** For `$expand`: the mark comes with the item. */
export const markExpansion = (organizationId: string): string =>
  encodeURIComponent(`singleValueExtendedProperties($filter=id eq ${quoted(idFor(organizationId))})`);

/** For `$filter`: the items that carry the mark of this record; null: of any. */
export const markFilter = (organizationId: string, recordId: string | null): string => {
  const value = recordId === null ? 'ne null' : `eq ${quoted(recordId)}`;
  return encodeURIComponent(
    `singleValueExtendedProperties/any(ep: ep/id eq ${quoted(idFor(organizationId))} and ep/value ${value})`,
  );
};

/** Of an item that was asked for with its mark. */
export const markIn = (item: GraphJson): string | null => {
  const [first] = listIn(item['singleValueExtendedProperties']);
  const value = first?.['value'];
  return typeof value === 'string' && value !== '' ? value : null;
};
