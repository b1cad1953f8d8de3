import type { Item } from '../mailbox/model.ts';
import { openPane } from '../actions/pane.ts';
import { runCommand } from '../actions/send.ts';
import { profiles } from '../profiles.ts';
import { Icon } from './icon.tsx';
import { useWorld } from './use-world.tsx';

/** What the add-in's manifest puts above the open item. */
export function AddinCommands({ item }: { readonly item: Item }) {
  const { world, state, strings } = useWorld();
  const hasPane = item.kind === 'message' || profiles[state.profileId].hasComposePane;
  const { trackFunction } = state.addin;
  if (!hasPane) return <p className="hint">{strings.noPane}</p>;
  return (
    <div className="addin-commands" role="toolbar" aria-label={strings.addinCommands}>
      <button
        type="button"
        className="addin-command"
        aria-expanded={state.pane !== null}
        onClick={() => openPane(world)}
      >
        <Icon name="track" />
        {strings.openPane}
      </button>
      {trackFunction !== '' && item.kind === 'message' && (
        <button
          type="button"
          className="addin-command"
          disabled={state.run !== null}
          onClick={() =>
            runCommand(world, { itemKey: item.key, commandId: 'messageReadTrack', functionName: trackFunction })
          }
        >
          <Icon name="track" />
          {strings.trackNow}
        </button>
      )}
    </div>
  );
}
