import { useEffect } from 'react';
import { sendEvent } from '../actions/events.ts';
import { completeRun } from '../actions/send.ts';
import type { Run } from '../state.ts';
import { hostEvent } from '../protocol/messages.ts';
import { AddinFrame } from './addin-frame.tsx';
import { useWorld } from './use-world.tsx';

/** Outlook says that an add-in takes long when its send handler has not ended after five seconds. */
const patienceMs = 5000;

/** Runs a function of the add-in's commands page in a frame nobody sees. */
export function CommandRun() {
  const { world, state } = useWorld();
  const { run } = state;
  useEffect(() => {
    if (run?.commandId !== sendEvent) return;
    const timer = setTimeout(() => world.change((now) => ({ ...now, slowSend: run.itemKey })), patienceMs);
    return () => clearTimeout(timer);
  }, [world, run]);
  if (run === null) return null;
  return (
    <div hidden>
      <AddinFrame
        key={run.serial}
        serial={run.serial}
        name="command"
        title={run.commandId}
        path={run.commandId === sendEvent ? state.addin.eventsPath : state.addin.commandsPath}
        itemKey={() => run.itemKey}
        onReady={(raise) => raise(hostEvent.commandInvoked, invocation(run))}
        onCompleted={(payload) => void completeRun(world, run.serial, payload)}
      />
    </div>
  );
}

/** Runs the event of a new mail, which holds nothing up and may run while a command does. */
export function ComposeRun() {
  const { world, state } = useWorld();
  const { composeRun } = state;
  if (composeRun === null) return null;
  const end = (): void =>
    world.change((now) => (now.composeRun?.serial === composeRun.serial ? { ...now, composeRun: null } : now));
  return (
    <div hidden>
      <AddinFrame
        key={composeRun.serial}
        serial={composeRun.serial}
        name="command"
        title={composeRun.commandId}
        path={state.addin.eventsPath}
        itemKey={() => composeRun.itemKey}
        onReady={(raise) => raise(hostEvent.commandInvoked, invocation(composeRun))}
        onCompleted={end}
      />
    </div>
  );
}

const invocation = ({ commandId, functionName }: Run): readonly string[] => [
  commandId,
  functionName,
  JSON.stringify({ type: commandId, source: { id: commandId } }),
];
