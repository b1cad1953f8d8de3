import { expect, it } from 'vitest';
import { stringsFor } from '../../../addin/simulator/strings.ts';

it('the simulator speaks English and Spanish completely', () => {
  const [english, spanish] = [stringsFor('en-US'), stringsFor('es-ES')];
  expect(Object.keys(spanish)).toEqual(Object.keys(english));
  expect(Object.values(spanish).filter((text) => text === '')).toEqual([]);
});
