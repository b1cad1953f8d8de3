import { FluentProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import type { Membership } from '#shared/contracts/session.ts';
import { Notices } from '../../../addin/components/notices.tsx';
import { ConsoleWordsProvider, loadConsoleStrings } from '../../../addin/console/console-strings.ts';
import { ApiProvider } from '../../../addin/queries/api-context.ts';
import { createQueryClient } from '../../../addin/queries/query-client.ts';
import { type Language, loadStrings, WordsProvider } from '../../../addin/strings/strings.ts';
import { clara, type FakeServer } from './fake-server.ts';

/** Clara in her organization. */
export const membershipOf = (role: Membership['role']): Membership => ({
  organization: { id: 'contoso', name: 'Contoso' },
  user: { ...clara, email: 'clara@contoso.test' },
  role,
});

/** A room of the console with all that it asks for from around it. */
export const renderRoom = async (server: FakeServer, room: ReactNode, language: Language = 'en') => {
  const [strings, consoleStrings] = [await loadStrings(language), await loadConsoleStrings(language)];
  render(
    <FluentProvider>
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
  return userEvent.setup();
};
