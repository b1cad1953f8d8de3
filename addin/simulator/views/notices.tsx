import type { Item } from '../mailbox/model.ts';
import { openPane } from '../actions/pane.ts';
import { isObject } from '../protocol/messages.ts';
import { textOf } from '../protocol/params.ts';
import { useWorld } from './use-world.tsx';

const kinds = ['information', 'progress', 'error', 'insight'] as const;

/** The bars an add-in has put above the item. */
export function Notices({ item }: { readonly item: Item }) {
  const { world } = useWorld();
  return (
    <div aria-live="polite">
      {item.notices.map((notice) => {
        const first: unknown = Array.isArray(notice.actions) ? notice.actions[0] : null;
        return (
          <p key={notice.key} className={`notice notice-${kinds[notice.type] ?? 'information'}`}>
            {notice.message}
            {isObject(first) && (
              <button type="button" className="link" onClick={() => openPane(world)}>
                {textOf(first, 'actionText')}
              </button>
            )}
          </p>
        );
      })}
    </div>
  );
}
