import { useEffect, useRef, useState } from 'react';
import type { FrameIdentity } from '../protocol/app-context.ts';
import { frameAddress, windowName } from '../protocol/app-context.ts';
import type { HostSettings } from '../protocol/host.ts';
import { startHost } from '../protocol/host.ts';
import { useWorld } from './use-world.tsx';

interface Props extends Pick<HostSettings, 'itemKey' | 'onCompleted' | 'onReady'> {
  readonly serial: number;
  readonly path: string;
  readonly title: string;
  /** How tests find it. */
  readonly name: 'pane' | 'command';
}

/** A frame with a page of the add-in, and its host. Name and address are fixed when it appears; a new serial is a new frame. */
export function AddinFrame({ serial, path, title, name, itemKey, onCompleted, onReady }: Props) {
  const { world } = useWorld();
  const frame = useRef<HTMLIFrameElement>(null);
  const [identity] = useState<FrameIdentity>({
    conversationId: `conversation-${serial}`,
    controlId: `control-${serial}`,
  });
  const [opened] = useState(() => ({
    name: windowName(world.get(), identity),
    src: frameAddress(world.get(), path),
  }));
  const settings = useRef({ itemKey, onCompleted, onReady });
  useEffect(() => {
    settings.current = { itemKey, onCompleted, onReady };
  });
  useEffect(
    () =>
      startHost({
        world,
        identity,
        frame: () => frame.current?.contentWindow ?? null,
        itemKey: (state) => settings.current.itemKey(state),
        onCompleted: (payload) => settings.current.onCompleted?.(payload),
        onReady: (raise) => settings.current.onReady?.(raise),
      }),
    [world, identity],
  );
  return (
    <iframe
      ref={frame}
      className={`addin-frame addin-frame-${name}`}
      data-frame={name}
      title={title}
      name={opened.name}
      src={opened.src}
      allow="clipboard-write"
    />
  );
}
