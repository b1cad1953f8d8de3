import { TestSteps } from '../../components/test-steps.tsx';
import type { SyncSteps as Steps } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';

/** Y10: what a test found, step by step, with what to do about it. */
export const SyncSteps = ({ steps }: { readonly steps: Steps }) => {
  const { title, names, failed } = useSyncWords().steps;
  return <TestSteps failed={failed} label={title} names={names} steps={steps} />;
};
