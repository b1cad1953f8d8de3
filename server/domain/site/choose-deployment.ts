import type { OutcomeReason } from '#shared/model/outcome.ts';

/** What one deployment would do with a mail. */
export interface DeploymentVerdict {
  readonly promote: boolean;
  readonly reason: OutcomeReason;
}

/** Where a mail goes, by index: to one or (reports) to each of these; or kept by one, because nothing tells whose it is. */
export type DeploymentChoice =
  { readonly kind: 'deliver'; readonly to: readonly number[] } | { readonly kind: 'quarantine'; readonly to: number };

/** It stands there, or continues what stands there: a token is signed with the key of one organization (T6). */
const isTheirs = ({ reason }: DeploymentVerdict): boolean => reason === 'duplicate' || reason === 'correlationMatch';
const wouldKeep = ({ reason }: DeploymentVerdict): boolean => reason === 'held' || reason === 'unreadable';
const isReport = ({ reason }: DeploymentVerdict): boolean => reason === 'report';

/**
 * A18: of several deployments that share a mailbox the one that a mail is for. One that knows its conversation comes
 * before those that would take any mail; where two remain it is kept for a person, and never given to both. A report is
 * for each: it is recorded where the mail it speaks of was sent. Nobody's mail goes into the log of the first.
 */
export const chooseDeployment = (verdicts: readonly DeploymentVerdict[]): DeploymentChoice => {
  const those = (test: (verdict: DeploymentVerdict) => boolean): number[] =>
    verdicts.flatMap((verdict, index) => (test(verdict) ? [index] : []));
  for (const candidates of [those(isTheirs), those(({ promote }) => promote)]) {
    const [first, second] = candidates;
    if (first !== undefined)
      return second === undefined ? { kind: 'deliver', to: [first] } : { kind: 'quarantine', to: first };
  }
  const reports = those(isReport);
  if (reports.length > 0) return { kind: 'deliver', to: reports };
  return { kind: 'deliver', to: [those(wouldKeep)[0] ?? 0] };
};
