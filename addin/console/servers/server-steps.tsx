import type { MailboxTest } from '#shared/contracts/mailboxes.ts';
import { TestSteps } from '../../components/test-steps.tsx';
import { useConsoleStrings } from '../console-strings.ts';

/** What a test of a mail server found, step by step. */
export const ServerSteps = ({ test: { passed, steps } }: { readonly test: MailboxTest }) => {
  const { sending } = useConsoleStrings();
  const label = passed ? sending.allPassed : sending.notPassed;
  return <TestSteps failed={sending.stepFailed} label={label} names={sending.steps} steps={steps} />;
};
