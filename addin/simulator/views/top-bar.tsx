import { reloadPane } from '../actions/pane.ts';
import { addFiles } from '../actions/items.ts';
import type { ProfileId } from '../profiles.ts';
import { isTopUp, profileIds, profiles } from '../profiles.ts';
import { Choice } from './client-settings.tsx';
import { Icon } from './icon.tsx';
import { useWorld } from './use-world.tsx';

interface Props {
  readonly isSettingsOpen: boolean;
  readonly toggleSettings: () => void;
}

const labels = Object.fromEntries(profileIds.map((id) => [id, profiles[id].label])) as Record<ProfileId, string>;

/** Title, the way to bring in a file, the client that is played. */
export function TopBar({ isSettingsOpen, toggleSettings }: Props) {
  const { world, state, strings } = useWorld();
  return (
    <header className="top-bar">
      <strong className="title">{strings.title}</strong>
      <span className="user">{state.user.address}</span>
      <label className="file">
        <Icon name="open" />
        <span>{strings.openEml}</span>
        <input
          type="file"
          accept=".eml,message/rfc822"
          multiple
          onChange={(event) => {
            void addFiles(world, [...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      <Choice
        label={strings.client}
        value={state.profileId}
        options={labels}
        choose={(profileId: ProfileId) =>
          world.change((now) => {
            const reloaded = reloadPane({ ...now, profileId });
            const { pane } = reloaded;
            return { ...reloaded, pane: pane && { ...pane, isPinned: pane.isPinned && profiles[profileId].canPin } };
          })
        }
      />
      {isTopUp(profiles[state.profileId]) && (
        <span className="badge" title={strings.topUp}>
          {strings.topUpShort}
        </span>
      )}
      <button
        type="button"
        className="quiet"
        data-settings-toggle
        aria-expanded={isSettingsOpen}
        onClick={toggleSettings}
      >
        <Icon name="settings" />
        {strings.simulation}
      </button>
    </header>
  );
}
