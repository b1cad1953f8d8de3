import { useRecordTypes } from '../queries/console.ts';
import { useConsoleStrings } from './console-strings.ts';

/** Gives the name of a field in the person's language; that of a declared type's field is as it was declared. */
export const useFieldLabels = (): ((type: string, field: string) => string) => {
  const words = useConsoleStrings();
  const types = useRecordTypes();
  const known = words.fields as Readonly<Record<string, string>>;
  return (type, field) => {
    const definition = types.data?.find(({ name }) => name === type);
    const declared = definition?.fields.find(({ name }) => name === field)?.label ?? field;
    return definition?.builtIn === true ? (known[field] ?? declared) : declared;
  };
};
