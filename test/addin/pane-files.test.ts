import { expect, test } from 'vitest';
import { sourceOf } from '../../addin/worker/pane-files.ts';

const origin = 'https://crm.test';
const files = { version: '1', page: '/addin/taskpane.html', files: ['/addin/assets/a-1.js'], officeJs: '/officejs' };

test.each([
  ['GET', '/addin/assets/a-1.js', 'file'],
  ['GET', '/addin/taskpane.html?_host_Info=Outlook$Web', 'page'],
  ['GET', '/officejs/office.js', 'usedFile'],
  ['GET', '/addin/assets/of-another-version.js', 'network'],
  ['GET', '/api/v1/activities', 'network'],
  ['POST', '/api/v1/promotions', 'network'],
  ['POST', '/addin/taskpane.html', 'network'],
  ['GET', '/addin/dialog.html', 'network'],
  ['GET', '/console/index.html', 'network'],
] as const)('P14: the service worker answers %s %s from: %s', (method, path, source) => {
  expect(sourceOf({ method, url: origin + path }, origin, files)).toBe(source);
});

test('P14: what lies elsewhere is left to the network, also under the same path', () => {
  const url = 'https://elsewhere.test/addin/assets/a-1.js';
  expect(sourceOf({ method: 'GET', url }, origin, files)).toBe('network');
  expect(sourceOf({ method: 'GET', url: `${origin}/officejs/office.js` }, origin, { ...files, officeJs: null })).toBe(
    'network',
  );
});
