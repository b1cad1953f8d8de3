import { openFolder } from '../actions/items.ts';
import { startDraft } from '../actions/compose.ts';
import type { Folder } from '../mailbox/model.ts';
import type { State } from '../state.ts';
import { calendarFolderId } from '../state.ts';
import { folderLabel } from '../strings.ts';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';
import { useWorld } from './use-world.tsx';

const icons: Readonly<Record<string, IconName>> = {
  inbox: 'inbox',
  sent: 'sent',
  drafts: 'drafts',
  archive: 'archive',
  [calendarFolderId]: 'calendar',
};

/** New mail, the folders, the calendar. */
export function FolderList() {
  const { world, state, strings } = useWorld();
  const folders = [
    ...state.folders.map((folder) => ({ id: folder.id, label: labelOf(state, folder) })),
    { id: calendarFolderId, label: strings.calendar },
  ];
  return (
    <nav className="folders" aria-label={strings.folders}>
      <button type="button" className="primary new-mail" onClick={() => startDraft(world, {})}>
        <Icon name="newMail" />
        <span>{strings.newMail}</span>
      </button>
      <ul>
        {folders.map(({ id, label }) => (
          <li key={id}>
            <button
              type="button"
              className="folder"
              data-folder={id}
              aria-current={state.folderId === id ? 'page' : undefined}
              onClick={() => openFolder(world, id)}
            >
              <Icon name={icons[id] ?? 'folder'} />
              <span>{label}</span>
              <Count state={state} folderId={id} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const labelOf = (state: State, folder: Folder): string =>
  [folderLabel(state.language, folder), folder.sharedBy?.name].filter(Boolean).join(' · ');

/** Unread messages, or all drafts. */
const Count = ({ state, folderId }: { readonly state: State; readonly folderId: string }) => {
  const items = [...state.items.values()].filter((item) => item.folderId === folderId);
  const count = items.filter((item) => item.kind === 'draft' || (item.kind === 'message' && !item.isRead)).length;
  return count === 0 ? null : <span className="count">{count}</span>;
};
