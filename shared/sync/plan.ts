import type { SyncAction } from './action.ts';
import type { PlanInput } from './plan-input.ts';
import { planLinked } from './plan-linked.ts';
import { planUnlinked } from './plan-unlinked.ts';

/**
 * What brings both sides together: decided from what is linked, what each side showed and the policy, without reading or
 * writing anything. The same facts always give the same plan, and a plan that was carried out gives an empty one.
 * Used by the server, by the synchronizing Outlook instance, and by the offline store.
 */
export const planSync = (input: PlanInput): SyncAction[] => {
  const actions: SyncAction[] = [];
  for (const link of input.links) {
    const action = planLinked(link, input.views, input.policy, input.answers.get(link.id));
    if (action !== null) actions.push(action);
  }
  return [...actions, ...planUnlinked(input)];
};
