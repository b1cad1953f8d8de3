import { describe, expect, it } from 'vitest';
import type { CallName, Faults } from '../../../addin/simulator/faults.ts';
import { meetFault, noFaults } from '../../../addin/simulator/faults.ts';

interface Case {
  readonly name: string;
  readonly faults: Partial<Faults>;
  readonly call: CallName;
  readonly errorCode: number | null;
  readonly left: Partial<Faults>;
}

const cases: readonly Case[] = [
  { name: 'no fault', faults: {}, call: 'getAsFileAsync', errorCode: null, left: {} },
  { name: '5001 once is used up', faults: { eml: 'once' }, call: 'getAsFileAsync', errorCode: 5001, left: {} },
  {
    name: '5001 always stays',
    faults: { eml: 'always' },
    call: 'getAsFileAsync',
    errorCode: 5001,
    left: { eml: 'always' },
  },
  { name: '5001 is for the file alone', faults: { eml: 'once' }, call: 168, errorCode: null, left: { eml: 'once' } },
  { name: '9020 once is used up', faults: { response: 'once' }, call: 3, errorCode: 9020, left: {} },
  {
    name: 'no fault of what is at hand',
    faults: { response: 'once' },
    call: 18,
    errorCode: null,
    left: { response: 'once' },
  },
  {
    name: 'offline',
    faults: { isOffline: true, eml: 'once' },
    call: 3,
    errorCode: 9041,
    left: { isOffline: true, eml: 'once' },
  },
];

describe('faults', () => {
  it.each(cases)('$name', ({ faults, call, errorCode, left }) => {
    const outcome = meetFault({ ...noFaults, ...faults }, call);
    expect(outcome.answer).toEqual(errorCode === null ? null : { error: true, errorCode });
    expect(outcome.left).toEqual({ ...noFaults, ...left });
  });
});
