import { describe, expect, it } from 'vitest';
import { openPane, showItem, togglePin } from '../../../addin/simulator/actions/pane.ts';
import { startDraft } from '../../../addin/simulator/actions/compose.ts';
import { openItem, putItem } from '../../../addin/simulator/actions/items.ts';
import { readEml } from '../../../addin/simulator/mailbox/read-eml.ts';
import type { World } from '../../../addin/simulator/state.ts';
import { initialState } from '../../../addin/simulator/state.ts';
import { createStore } from '../../../addin/simulator/store.ts';

/** Two messages in the Inbox, the first open with its pane. */
async function reading(): Promise<World> {
  const world = createStore(initialState);
  for (const key of ['one', 'two']) {
    const bytes = new TextEncoder().encode(`Subject: ${key}\r\n\r\n`);
    const message = await readEml(bytes, { key, folderId: 'inbox', arrivedAt: 0 });
    world.change((state) => putItem(state, message));
  }
  openItem(world, 'one');
  openPane(world);
  return world;
}

describe('the pane', () => {
  it('unpinned it closes when another message is opened', async () => {
    const world = await reading();
    openItem(world, 'two');
    expect(world.get().pane).toBe(null);
  });

  it('P16: pinned it stays, on the other message and on none', async () => {
    const world = await reading();
    togglePin(world);
    openItem(world, 'two');
    expect(world.get().pane?.itemKey).toBe('two');
    world.change((state) => showItem(state, null));
    expect(world.get().pane?.itemKey).toBe(null);
  });

  it('pinned it closes all the same when one begins to write', async () => {
    const world = await reading();
    togglePin(world);
    startDraft(world, {});
    expect(world.get().pane).toBe(null);
  });

  it('cannot be pinned on a telephone', async () => {
    const world = await reading();
    world.change((state) => ({ ...state, profileId: 'mobile-1.5' }));
    togglePin(world);
    expect(world.get().pane?.isPinned).toBe(false);
  });
});
