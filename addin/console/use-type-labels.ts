import { useRecordTypes } from '../queries/console.ts';
import { useStrings } from '../strings/strings.ts';

/** Gives the name of a record type in the person's language; that of a declared type is as it was declared. */
export const useTypeLabels = (): ((type: string) => string) => {
  const { regarding } = useStrings();
  const types = useRecordTypes();
  const known = regarding.types as Readonly<Record<string, string>>;
  return (type) => known[type] ?? types.data?.find(({ name }) => name === type)?.label ?? type;
};
