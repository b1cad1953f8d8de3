/**
 * Our own stand-in for the script library office.js looks for before it starts. With it in place, nothing is asked of any other
 * machine. It offers what the library's probe wants to see and no more; demonstration and tests only.
 */
type Bag = Record<string, unknown>;
const root = window as unknown as Bag;
const functions = Function as unknown as Bag;
const errors = Error as unknown as Bag;
const texts = String as unknown as Bag;

const failure =
  (name: string) =>
  (...details: readonly unknown[]): Error =>
    new Error(`${name}: ${details.map(String).join(' ')}`);
const kinds = [
  'argument',
  'argumentNull',
  'argumentOutOfRange',
  'argumentType',
  'argumentUndefined',
  'create',
  'invalidOperation',
  'notImplemented',
  'parameterCount',
];
for (const kind of kinds) errors[kind] ??= failure(kind);

const registerNamespace = (path: string): Bag =>
  path.split('.').reduce<Bag>((parent, name) => {
    parent[name] ??= {};
    return parent[name] as Bag;
  }, root);
root['Type'] = Function;
functions['registerNamespace'] = registerNamespace;
functions['registerClass'] = () => undefined;
(Function.prototype as unknown as Bag)['registerClass'] = function keep(this: unknown) {
  return this;
};
functions['_validateParams'] ??= () => null;

const system = registerNamespace('Sys');
system['StringBuilder'] ??= function StringBuilder() {
  return undefined;
};
system['Serialization'] = {
  JavaScriptSerializer: {
    serialize: (value: unknown) => JSON.stringify(value),
    deserialize: (text: string) => JSON.parse(text) as unknown,
  },
};
system['Debug'] = {
  trace: () => undefined,
  fail: (message: string) => {
    throw new Error(message);
  },
};
texts['format'] ??= (format: string, ...values: readonly (string | number)[]): string =>
  format.replace(/\{(\d+)\}/g, (_match, index: string) => String(values[Number(index)] ?? ''));

export {};
