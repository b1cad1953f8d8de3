import { isObject } from './messages.ts';

/** Readers for the untyped parameters of a call; an absent or odd value becomes the neutral one. */
export const field = (params: unknown, name: string): unknown => (isObject(params) ? params[name] : undefined);

export const textOf = (params: unknown, name: string): string => {
  const value = field(params, name);
  return typeof value === 'string' ? value : '';
};

export const numberOf = (params: unknown, name: string): number => {
  const value = field(params, name);
  return typeof value === 'number' ? value : 0;
};

export const textsOf = (params: unknown, name: string): string[] => {
  const value = field(params, name);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
};

export const objectsOf = (params: unknown, name: string): Record<string, unknown>[] => {
  const value = field(params, name);
  return Array.isArray(value) ? value.filter(isObject) : [];
};
