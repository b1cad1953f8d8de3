import { describe, expect, test } from 'vitest';
import type { OutcomeReason } from '#shared/model/outcome.ts';
import { chooseDeployment } from '../../../../server/domain/site/choose-deployment.ts';

const promoting: ReadonlySet<OutcomeReason> = new Set(['correlationMatch', 'senderMatch', 'acceptAll', 'rule']);
const verdict = (reason: OutcomeReason) => ({ reason, promote: promoting.has(reason) });
const to = (...indexes: number[]) => ({ kind: 'deliver', to: indexes });
const keptBy = (index: number) => ({ kind: 'quarantine', to: index });

describe('A18: which of several deployments a mail is for', () => {
  test.each<[string, readonly OutcomeReason[], object]>([
    ['one takes it', ['noRecipientMatch', 'acceptAll'], to(1)],
    ['one knows the conversation, the other takes all', ['acceptAll', 'correlationMatch'], to(1)],
    ['it stands in one, handed over before', ['acceptAll', 'duplicate'], to(1)],
    ['two know the conversation', ['noRecipientMatch', 'correlationMatch', 'correlationMatch'], keptBy(1)],
    ['it stands in two', ['duplicate', 'duplicate'], keptBy(0)],
    ['two would take it and nothing tells', ['senderMatch', 'rule'], keptBy(0)],
    ['nobody takes it', ['noRecipientMatch', 'noCorrelationMatch'], to(0)],
    ['a report is for each that reads it', ['report', 'noRecipientMatch', 'report'], to(0, 2)],
    ['one would keep it for a person', ['noRecipientMatch', 'held'], to(1)],
    ['one cannot read it', ['noRecipientMatch', 'unreadable'], to(1)],
    ['too large for the first, taken by the second', ['oversize', 'acceptAll'], to(1)],
  ])('%s', (_what, reasons, choice) => {
    expect(chooseDeployment(reasons.map(verdict))).toEqual(choice);
  });
});
