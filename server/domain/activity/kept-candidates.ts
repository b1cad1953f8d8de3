import type { Candidate, Resolution } from '#shared/model/resolution.ts';

/** Candidates stay where there was more than one, so that a person can choose, and take the choice back. */
export const keptCandidates = ({ kind, candidates = [] }: Resolution): readonly Candidate[] | null =>
  kind === 'ambiguous' || (kind === 'resolved' && candidates.length > 1) ? candidates : null;
