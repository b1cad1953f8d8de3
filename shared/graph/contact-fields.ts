/** The fields of a contact between the properties that the service has for them. */
import { addressKey } from '../model/address.ts';
import { isList, type SyncFields, type SyncValue } from '../sync/item.ts';
import { type GraphJson, type ItemCodec, listIn, momentIn, objectIn, textsIn } from './item-place.ts';

/** Exchange has room for so many addresses of a contact. */
const mostAddresses = 3;

const texts: Readonly<Record<string, string>> = {
  fullName: 'displayName',
  firstName: 'givenName',
  lastName: 'surname',
  jobTitle: 'jobTitle',
  company: 'companyName',
  mobilePhone: 'mobilePhone',
  website: 'businessHomePage',
};

const addressParts: Readonly<Record<string, string>> = {
  street: 'street',
  city: 'city',
  region: 'state',
  postalCode: 'postalCode',
  country: 'countryOrRegion',
};

const oneLine = (value: unknown): string | null => {
  const line = typeof value === 'string' ? value.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim() : '';
  return line === '' ? null : line;
};

const manyLines = (value: unknown): string | null => {
  const text = typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n').trim() : '';
  return text === '' ? null : text;
};

const asText = (value: SyncValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

const halfDayMs = 43_200_000;

/** Programs write a birthday as noon or midnight of the place they run in: the nearest midnight of UTC is its day. */
const dayOf = (value: unknown): string | null => {
  const at = momentIn(value);
  if (typeof value !== 'string' || at === 0) return null;
  const day = new Date(at + halfDayMs).toISOString().slice(0, 10);
  // The year that Outlook writes where none is known.
  return day.startsWith('1604-') ? null : day;
};

const keyOf = (address: GraphJson): string | null => {
  const written = address['address'];
  return typeof written === 'string' ? addressKey(written) : null;
};

/** Those that are wanted and stand there keep their words and their order, and so does what is no address. */
const writtenAddresses = (value: SyncValue, standing: GraphJson | null): readonly GraphJson[] => {
  const wanted = isList(value) ? value : [];
  const kept = listIn(standing?.['emailAddresses']).filter((one) => {
    const key = keyOf(one);
    return key === null || wanted.includes(key);
  });
  const there = new Set(kept.map(keyOf));
  return [...kept, ...wanted.filter((key) => !there.has(key)).map((address) => ({ address, name: address }))];
};

const writtenPhones = (value: SyncValue, standing: GraphJson | null): readonly string[] => {
  const number = asText(value);
  const [, ...others] = textsIn(standing?.['businessPhones']);
  return number === null ? others : [number, ...others];
};

/** A part that changes is written with all others: they are one property. */
const writtenAddress = (fields: SyncFields, standing: GraphJson | null): GraphJson => {
  const parts = Object.entries(addressParts).filter(([field]) => field in fields);
  if (parts.length === 0) return {};
  const changed = parts.map(([field, part]) => [part, asText(fields[field])]);
  return { businessAddress: { ...objectIn(standing?.['businessAddress']), ...Object.fromEntries(changed) } };
};

/** A birthday whose year nobody knows stays as it is. */
const writtenBirthday = (value: SyncValue, standing: GraphJson | null): GraphJson => {
  const day = asText(value);
  if (day !== null) return { birthday: `${day}T11:59:00Z` };
  return standing !== null && dayOf(standing['birthday']) === null ? {} : { birthday: null };
};

/** The service makes the shown name of its parts anew whenever it is written without: it is always written. */
const writtenName = (fields: SyncFields, standing: GraphJson | null): GraphJson => {
  if ('fullName' in fields || standing === null || Object.keys(fields).length === 0) return {};
  return { displayName: standing['displayName'] ?? null };
};

const named = (fields: SyncFields, names: Readonly<Record<string, string>>): GraphJson =>
  Object.fromEntries(
    Object.entries(names).flatMap(([field, property]) =>
      field in fields ? [[property, asText(fields[field]) ?? null]] : [],
    ),
  );

export const contactProperties = [
  ...Object.values(texts),
  'emailAddresses',
  'businessPhones',
  'businessAddress',
  'birthday',
  'personalNotes',
  'categories',
  'lastModifiedDateTime',
  'parentFolderId',
].join(',');

const readFields = (item: GraphJson): SyncFields => {
  const address = objectIn(item['businessAddress']);
  const keys = listIn(item['emailAddresses']).flatMap((one) => keyOf(one) ?? []);
  return {
    ...Object.fromEntries(Object.entries(texts).map(([field, property]) => [field, oneLine(item[property])])),
    ...Object.fromEntries(Object.entries(addressParts).map(([field, part]) => [field, oneLine(address[part])])),
    emails: [...new Set(keys)].sort(),
    businessPhone: oneLine(textsIn(item['businessPhones'])[0]),
    birthday: dayOf(item['birthday']),
    notes: manyLines(item['personalNotes']),
  };
};

export const contactCodec: ItemCodec = {
  read: (item) => ({
    fields: readFields(item),
    categories: textsIn(item['categories']),
    modifiedAt: momentIn(item['lastModifiedDateTime']),
    writable: true,
  }),
  write: (fields, standing) => {
    const { emails, businessPhone, birthday, notes } = fields;
    const emailAddresses = emails === undefined ? [] : writtenAddresses(emails, standing);
    if (emailAddresses.length > mostAddresses)
      return `Outlook has room for ${mostAddresses} addresses of a contact, and this one has ${emailAddresses.length}.`;
    return {
      ...writtenName(fields, standing),
      ...named(fields, texts),
      ...writtenAddress(fields, standing),
      ...(emails === undefined ? {} : { emailAddresses }),
      ...(businessPhone === undefined ? {} : { businessPhones: writtenPhones(businessPhone, standing) }),
      ...(birthday === undefined ? {} : writtenBirthday(birthday, standing)),
      ...(notes === undefined ? {} : { personalNotes: asText(notes) }),
    };
  },
};
