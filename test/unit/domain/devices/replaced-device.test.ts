import { expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import { type DeviceTraces, mayReplace, replacedDevice } from '../../../../server/domain/devices/replaced-device.ts';

const at = (moment: number): Instant => moment as Instant;
const traces = (change: Partial<DeviceTraces> = {}): DeviceTraces => ({
  id: 'former',
  client: 'OutlookWebApp 16.0.1',
  platform: 'Linux',
  mailbox: 'uma@contoso.test',
  createdAt: at(10),
  lastSeen: at(20),
  ...change,
});
const newcomer = traces({
  id: 'new',
  client: 'OutlookWebApp 16.0.9',
  mailbox: 'Uma@Contoso.test',
  createdAt: at(20),
  lastSeen: at(30),
});

test('I8: the version of the program and the case of the mailbox do not tell two devices apart', () => {
  expect(mayReplace(newcomer, traces())).toBe(true);
});

test.each<[string, Partial<DeviceTraces>]>([
  ['itself', { id: 'new' }],
  ['another program', { client: 'Outlook 16.0.1' }],
  ['another platform', { platform: 'Windows' }],
  ['another mailbox', { mailbox: 'tom@contoso.test' }],
  ['one without mailbox', { mailbox: null }],
  ['one seen since', { lastSeen: at(21) }],
  ['a later one', { createdAt: at(21) }],
])('I8: %s is not replaced', (_what, change) => {
  expect(mayReplace(newcomer, traces(change))).toBe(false);
});

test('I8: of several the one seen last is proposed', () => {
  const seen = (id: string, lastSeen: number) => traces({ id, lastSeen: at(lastSeen) });
  expect(replacedDevice(newcomer, [seen('a', 12), seen('b', 18), seen('c', 15)])?.id).toBe('b');
  expect(replacedDevice(newcomer, [])).toBeNull();
});
