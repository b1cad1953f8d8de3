import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Item } from './mailbox/model.ts';
import { loadAddinPlace, loadMailbox } from './load-mailbox.ts';
import { settingsFromAddress, sharedFolders } from './settings-from-address.ts';
import type { State, World } from './state.ts';
import { initialState } from './state.ts';
import { createStore } from './store.ts';
import { stringsFor } from './strings.ts';
import { App } from './views/app.tsx';
import { watchArrivals } from './watch-arrivals.ts';
import { WorldProvider } from './views/use-world.tsx';
import './simulator.css';

async function loadWorld(): Promise<World> {
  const [addin, mailbox] = await Promise.all([loadAddinPlace(), loadMailbox()]);
  const known = new Set(mailbox.folders.map((folder) => folder.id));
  return createStore<State>({
    ...initialState,
    addin,
    user: mailbox.user ?? initialState.user,
    folders: [
      ...mailbox.folders,
      ...initialState.folders.filter((folder) => !known.has(folder.id)),
      ...sharedFolders(location.search),
    ],
    items: new Map(mailbox.items.map((item): [string, Item] => [item.key, item])),
    ...settingsFromAddress(location.search),
  });
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
try {
  const world = await loadWorld();
  window.simulatedOutlook = { state: world.get };
  createRoot(root).render(
    <StrictMode>
      <WorldProvider world={world}>
        <App />
      </WorldProvider>
    </StrictMode>,
  );
  await watchArrivals(world);
} catch (error) {
  root.setAttribute('role', 'alert');
  root.textContent = `${stringsFor('en-US').failed}: ${error instanceof Error ? error.message : String(error)}`;
}
