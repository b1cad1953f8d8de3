import { useEffect } from 'react';
import { completeRun, sendEvent } from '../actions/send.ts';
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
        path={state.addin.commandsPath}
        itemKey={() => run.itemKey}
        onReady={(raise) =>
          raise(hostEvent.commandInvoked, [
            run.commandId,
            run.functionName,
            JSON.stringify({ type: run.commandId, source: { id: run.commandId } }),
          ])
        }
        onCompleted={(payload) => void completeRun(world, run.serial, payload)}
      />
    </div>
  );
}
