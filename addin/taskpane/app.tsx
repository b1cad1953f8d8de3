import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { HostProvider, createOpenItemStore } from '../office/host-context.ts';
import { createQueryClient } from '../queries/query-client.ts';
import { type Words, WordsProvider } from '../strings/strings.ts';
import { useHostTheme } from '../theme.ts';
import { Pane } from './pane.tsx';
import type { Services } from './services.ts';

const useStyles = makeStyles({
  ground: { backgroundColor: tokens.colorNeutralBackground2, minHeight: '100vh' },
});

interface AppProps {
  readonly services: Services;
  readonly words: Words;
}

/** The pane with everything its views ask for from around them. */
export const App = ({ services, words }: AppProps) => {
  const styles = useStyles();
  const { host } = services;
  const theme = useHostTheme(host);
  const queries = useMemo(() => createQueryClient(), []);
  const around = useMemo(() => ({ host, items: createOpenItemStore(host) }), [host]);
  return (
    <FluentProvider className={styles.ground} lang={words.language} theme={theme}>
      <WordsProvider value={words}>
        <HostProvider value={around}>
          <QueryClientProvider client={queries}>
            <Pane services={services} />
          </QueryClientProvider>
        </HostProvider>
      </WordsProvider>
    </FluentProvider>
  );
};
