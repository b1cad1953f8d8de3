import { closePane, togglePin } from '../actions/pane.ts';
import { profiles } from '../profiles.ts';
import { AddinFrame } from './addin-frame.tsx';
import { Icon } from './icon.tsx';
import { useWorld } from './use-world.tsx';

/** The add-in's pane at the right: its frame, the pin and the way to close it. */
export function TaskPane() {
  const { world, state, strings } = useWorld();
  const { pane, addin } = state;
  if (pane === null) return null;
  const { canPin } = profiles[state.profileId];
  return (
    <aside className="task-pane" aria-label={strings.taskPane}>
      <header className="task-pane-head">
        <h2>{addin.name}</h2>
        {canPin && (
          <button
            type="button"
            className="quiet"
            aria-pressed={pane.isPinned}
            aria-label={pane.isPinned ? strings.unpin : strings.pin}
            title={pane.isPinned ? strings.unpin : strings.pin}
            onClick={() => togglePin(world)}
          >
            <Icon name="pin" />
          </button>
        )}
        <button
          type="button"
          className="quiet"
          aria-label={strings.closePane}
          title={strings.closePane}
          onClick={() => closePane(world)}
        >
          <Icon name="close" />
        </button>
      </header>
      <AddinFrame
        key={pane.serial}
        serial={pane.serial}
        name="pane"
        title={addin.name}
        path={addin.panePath}
        itemKey={(current) => (current.pane?.serial === pane.serial ? current.pane.itemKey : pane.itemKey)}
      />
    </aside>
  );
}
