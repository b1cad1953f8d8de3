import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { HostProvider, createOpenItemStore } from '../office/host-context.ts';
import { type Language, type Words, WordsProvider, loadStrings } from '../strings/strings.ts';
import { useHostTheme } from '../theme.ts';
import { Pane } from './pane.tsx';
import type { Parts } from '../api/parts.ts';

const useStyles = makeStyles({
  ground: { backgroundColor: tokens.colorNeutralBackground2, minHeight: '100vh' },
});

interface AppProps {
  readonly services: Parts;
  /** In the language to begin with; another can be chosen. */
  readonly words: Words;
  /** May hold answers already. */
  readonly queries: QueryClient;
}

/** The pane with everything its views ask for from around them. */
export const App = ({ services, words: firstWords, queries }: AppProps) => {
  const styles = useStyles();
  const { host } = services;
  const [words, setWords] = useState(firstWords);
  const speak = (language: Language) =>
    void loadStrings(language).then((strings) => {
      document.documentElement.lang = language;
      setWords({ language, strings });
    });
  const theme = useHostTheme(host);
  const around = useMemo(() => ({ host, items: createOpenItemStore(host) }), [host]);
  return (
    <FluentProvider className={styles.ground} lang={words.language} theme={theme}>
      <WordsProvider value={words}>
        <HostProvider value={around}>
          <QueryClientProvider client={queries}>
            <Pane onLanguage={speak} services={services} />
          </QueryClientProvider>
        </HostProvider>
      </WordsProvider>
    </FluentProvider>
  );
};
