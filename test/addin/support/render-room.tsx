import { FluentProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Notices } from '../../../addin/components/notices.tsx';
import { ConsoleWordsProvider, loadConsoleStrings } from '../../../addin/console/console-strings.ts';
import { ApiProvider } from '../../../addin/queries/api-context.ts';
import { createQueryClient } from '../../../addin/queries/query-client.ts';
import { type Language, loadStrings, WordsProvider } from '../../../addin/strings/strings.ts';
import { lightTheme } from '../../../addin/theme.ts';
import { clara, type FakeServer } from './fake-server.ts';

/** Clara as the console knows her. */
export const memberAs = (role: 'user' | 'administrator') => ({
  organization: { id: 'contoso', name: 'Contoso' },
  user: { ...clara, email: 'clara@contoso.test' },
  role,
});

/** One room of the console over a fake server, with all that rooms ask for from around them. */
export const renderRoom = async (server: FakeServer, room: ReactNode, language: Language = 'en') => {
  const strings = await loadStrings(language);
  const consoleStrings = await loadConsoleStrings(language);
  // What waits for sentences of its own goes on when they are there.
  await act(async () => {
    render(
      <FluentProvider theme={lightTheme}>
        <WordsProvider value={{ language, strings }}>
          <ConsoleWordsProvider value={consoleStrings}>
            <QueryClientProvider client={createQueryClient()}>
              <Notices>
                <ApiProvider value={{ call: server.call, organizationId: 'contoso', userId: clara.id }}>
                  {room}
                </ApiProvider>
              </Notices>
            </QueryClientProvider>
          </ConsoleWordsProvider>
        </WordsProvider>
      </FluentProvider>,
    );
    await Promise.resolve();
  });
  return userEvent.setup();
};
