import { useState } from 'react';
import type { Item } from '../mailbox/model.ts';
import { profiles } from '../profiles.ts';
import { itemOf } from '../state.ts';
import { ClientSettings } from './client-settings.tsx';
import { CommandRun, ComposeRun } from './command-run.tsx';
import { ComposeView } from './compose-view.tsx';
import { FolderList } from './folder-list.tsx';
import { MessageList } from './message-list.tsx';
import { AppointmentView, MessageView } from './reading-pane.tsx';
import { SendQuestion } from './send-question.tsx';
import { TaskPane } from './task-pane.tsx';
import { TopBar } from './top-bar.tsx';
import { useDroppedFiles } from './use-dropped-files.ts';
import { useWorld } from './use-world.tsx';

/** The whole client. A file dropped anywhere becomes a message. */
export function App() {
  const { world, state, strings } = useWorld();
  const [isSettingsOpen, setSettingsOpen] = useState(false);
  const isDragging = useDroppedFiles(world);
  const item = itemOf(state, state.openKey);

  return (
    <div
      className={profiles[state.profileId].isMobile ? 'client mobile' : 'client'}
      data-theme={state.theme}
      lang={state.language}
      style={state.width === null ? undefined : { maxInlineSize: state.width }}
    >
      <TopBar isSettingsOpen={isSettingsOpen} toggleSettings={() => setSettingsOpen(!isSettingsOpen)} />
      <div className="columns">
        <FolderList />
        <MessageList />
        <main className="reading">
          {item === null ? (
            <p className="empty">
              {state.selection.length > 0
                ? `${strings.severalSelected} ${state.selection.length}`
                : strings.nothingOpen}
            </p>
          ) : (
            <OpenItem item={item} />
          )}
        </main>
        <TaskPane />
        {isSettingsOpen && <ClientSettings close={() => setSettingsOpen(false)} />}
      </div>
      {isDragging && <p className="drop-sign">{strings.dropHere}</p>}
      <CommandRun />
      <ComposeRun />
      <SendQuestion />
    </div>
  );
}

const OpenItem = ({ item }: { readonly item: Item }) => {
  if (item.kind === 'message') return <MessageView key={item.key} message={item} />;
  if (item.kind === 'draft') return <ComposeView key={item.key} draft={item} />;
  return <AppointmentView key={item.key} appointment={item} />;
};
