import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { formatMoment, type Language, languageOf, loadStrings } from '../../addin/strings/strings.ts';
import { loadTopic, topicNames } from '../../addin/strings/topics.ts';
import { darkTheme, lightTheme } from '../../addin/theme.ts';
import { browser, useBrowser } from './support/browser.ts';
import { createFakeHost } from './support/fake-host.ts';
import { createFakeServer } from './support/fake-server.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();

/** Every sentence with where it stands; those with a gap are filled in. */
const sentencesOf = (value: unknown, path = ''): [string, string][] => {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, (value as (...given: string[]) => string)('1', '2', '3')]];
  return Object.entries(value as object).flatMap(([name, inner]) => sentencesOf(inner, `${path}.${name}`));
};

/** Those of the pane, and those of views that bring their own. */
const allOf = async (language: Language): Promise<[string, string][]> => [
  ...sentencesOf(await loadStrings(language)),
  ...(
    await Promise.all(topicNames.map(async (name) => sentencesOf(await loadTopic(name, language), `.${name}`)))
  ).flat(),
];

test('P12: Spanish has every sentence, none empty and none left in English', async () => {
  const english = new Map(await allOf('en'));
  const spanish = await allOf('es');
  expect(spanish.map(([path]) => path)).toEqual([...english.keys()]);
  const sameInBoth = ['.pane.name', '.tracking.privateMail', '.people.role.cc'];
  const untranslated = spanish.filter(
    ([path, text]) =>
      text.trim() === '' || (text === english.get(path) && /[a-z]{4}/i.test(text) && !sameInBoth.includes(path)),
  );
  expect(untranslated).toEqual([]);
});

test('P12: the pane speaks Spanish, and can be told to speak English', async () => {
  const { user } = await renderPane({ language: 'es' });
  expect(await screen.findByText('Sin registrar')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Cuenta de Clara Holt' }));
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Idioma' }), 'en');
  expect(await screen.findByRole('heading', { name: 'Your account' })).toBeTruthy();
});

test.each([
  ['es-MX', 'es'],
  ['ES', 'es'],
  ['en-GB', 'en'],
  ['de-DE', 'en'],
])('P12: Outlook in %s means %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

test('P12: moments are said in the language: the time today, else the day', () => {
  const now = new Date(2026, 2, 2, 18, 0);
  expect(formatMoment(new Date(2026, 2, 2, 9, 5), now, 'es')).toBe('9:05');
  expect(formatMoment(new Date(2026, 0, 31), now, 'es')).toBe('31 ene');
  expect(formatMoment(new Date(2025, 0, 31), now, 'en')).toBe('Jan 31, 2025');
});

const background = () =>
  getComputedStyle(document.querySelector('.fui-FluentProvider')!).getPropertyValue('--colorNeutralBackground1');

test('P12: the theme follows Outlook while the pane is open', async () => {
  const host = createFakeHost();
  host.setTheme('light');
  browser.prefersDark = true;
  await renderPane({ host });
  await screen.findByText('Not tracked');
  expect(background()).toBe(lightTheme.colorNeutralBackground1);
  act(() => host.setTheme('dark'));
  expect(background()).toBe(darkTheme.colorNeutralBackground1);
});

test('P12: where Outlook tells no theme, the preference of the system decides', async () => {
  browser.prefersDark = true;
  await renderPane();
  await screen.findByText('Not tracked');
  expect(background()).toBe(darkTheme.colorNeutralBackground1);
});

test('P12: the open mail is named by headings and regions, and every button by its purpose', async () => {
  await renderPane({ server: createFakeServer() });
  await screen.findByText('Not tracked');
  expect(screen.getByRole('banner')).toBeTruthy();
  expect(screen.getByRole('main')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1, name: 'Quote for pumps' })).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Track in CRM' })).toBeTruthy();
  for (const button of screen.getAllByRole('button'))
    expect(button.getAttribute('aria-label') ?? button.textContent).not.toBe('');
});
