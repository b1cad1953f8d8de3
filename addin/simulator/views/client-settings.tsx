import type { ReactNode } from 'react';
import { reloadPane } from '../actions/pane.ts';
import type { FaultSpan, Faults } from '../faults.ts';
import type { ManifestProfile } from '../profiles.ts';
import { isTopUp, profiles } from '../profiles.ts';
import type { Language, State, Theme } from '../state.ts';
import { Icon } from './icon.tsx';
import { useWorld } from './use-world.tsx';

/** The side panel with everything one can change about the client. */
export function ClientSettings({ close }: { readonly close: () => void }) {
  const { world, state, strings } = useWorld();
  const set = (change: Partial<State>): void => world.change((now) => ({ ...now, ...change }));
  const setFault = (change: Partial<Faults>): void => set({ faults: { ...state.faults, ...change } });
  return (
    <aside className="settings" aria-label={strings.simulation}>
      <header className="task-pane-head">
        <h2>{strings.simulation}</h2>
        <button type="button" className="quiet" aria-label={strings.closeSimulation} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {isTopUp(profiles[state.profileId]) && <p className="hint">{strings.topUp}</p>}
      <Choice
        label={strings.manifest}
        value={state.manifest}
        options={{ admin: strings.manifestAdmin, user: strings.manifestUser }}
        choose={(manifest: ManifestProfile) => world.change((now) => reloadPane({ ...now, manifest }))}
      />
      <Choice
        label={strings.language}
        value={state.language}
        options={{ 'en-US': 'English', 'es-ES': 'Español' }}
        choose={(language: Language) => world.change((now) => reloadPane({ ...now, language }))}
      />
      <Choice
        label={strings.theme}
        value={state.theme}
        options={{ light: strings.light, dark: strings.dark }}
        choose={(theme: Theme) => set({ theme })}
      />
      <Choice
        label={strings.width}
        value={String(state.width ?? '')}
        options={{ '': strings.widthFull, '1280': '1280 px', '1024': '1024 px', '800': '800 px' }}
        choose={(width) => set({ width: width === '' ? null : Number(width) })}
      />
      <h3>{strings.faults}</h3>
      <Choice
        fault="latencyMs"
        label={strings.latency}
        value={String(state.faults.latencyMs)}
        options={{ '0': strings.noDelay, '300': '300 ms', '1000': '1 s', '4000': '4 s' }}
        choose={(latency) => setFault({ latencyMs: Number(latency) })}
      />
      <SpanChoice fault="eml" label={strings.emlFault} value={state.faults.eml} choose={(eml) => setFault({ eml })} />
      <SpanChoice
        fault="response"
        label={strings.responseFault}
        value={state.faults.response}
        choose={(response) => setFault({ response })}
      />
      <label className="check">
        <input
          type="checkbox"
          data-fault="isOffline"
          checked={state.faults.isOffline}
          onChange={(event) => setFault({ isOffline: event.target.checked })}
        />
        {strings.offline}
      </label>
      <label className="check">
        <input
          type="checkbox"
          data-fault="otherAddinCancels"
          checked={state.faults.otherAddinCancels}
          onChange={(event) => setFault({ otherAddinCancels: event.target.checked })}
        />
        {strings.otherAddinCancels}
      </label>
      <h3 id="log-title">{strings.log}</h3>
      <ol className="log" aria-labelledby="log-title">
        {state.log.toReversed().map((entry) => (
          <li key={entry.serial}>
            <code>{entry.call}</code> <span>{entry.outcome}</span>
          </li>
        ))}
      </ol>
    </aside>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: ReactNode;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly choose: (value: T) => void;
  /** How tests find it. */
  readonly fault?: keyof Faults;
}

/** A labelled list of choices. */
export function Choice<T extends string>({ label, value, options, choose, fault }: ChoiceProps<T>) {
  return (
    <label className="choice">
      <span>{label}</span>
      <select value={value} data-fault={fault} onChange={(event) => choose(event.target.value as T)}>
        {(Object.entries(options) as [T, string][]).map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function SpanChoice(props: Omit<ChoiceProps<FaultSpan>, 'options'>) {
  const { strings } = useWorld();
  return <Choice {...props} options={{ never: strings.never, once: strings.once, always: strings.always }} />;
}
