import { describe, expect, test } from 'vitest';
import { EventOrigin, type WorkflowCondition } from '#shared/contracts/workflows.ts';
import {
  conditionsHold,
  keptBackBy,
  listensTo,
  originOfOwnMail,
  triggeringEvent,
} from '../../../../server/domain/workflows/decide-run.ts';
import { fieldsOfRecord } from '../../../../server/domain/workflows/subject.ts';

const fields = fieldsOfRecord({
  name: 'Leak',
  active: true,
  owner: { type: 'user', id: 'ben' },
  addresses: [
    { address: 'second@pumps.example', primary: false },
    { address: 'first@pumps.example', primary: true },
  ],
  fields: { status: 'Solved ', count: 3, urgent: false, contact: { type: 'contact', id: 'anna' }, note: '' },
});

describe('S14: what a condition asks', () => {
  test.each<[WorkflowCondition, boolean]>([
    [{ field: 'status', is: 'equals', value: 'solved' }, true],
    [{ field: 'status', is: 'equals', value: 'solve' }, false],
    [{ field: 'status', is: 'notEquals', value: 'open' }, true],
    [{ field: 'status', is: 'contains', value: 'OLV' }, true],
    [{ field: 'status', is: 'contains', value: 'x' }, false],
    [{ field: 'count', is: 'equals', value: 3 }, true],
    [{ field: 'count', is: 'equals', value: '3' }, true],
    [{ field: 'urgent', is: 'equals', value: false }, true],
    [{ field: 'urgent', is: 'isSet' }, true],
    [{ field: 'contact', is: 'equals', value: 'anna' }, true],
    [{ field: 'owner', is: 'equals', value: 'ben' }, true],
    [{ field: 'address', is: 'contains', value: 'first@' }, true],
    [{ field: 'note', is: 'isSet' }, false],
    [{ field: 'note', is: 'isNotSet' }, true],
    [{ field: 'absent', is: 'equals', value: 'undefined' }, false],
    [{ field: 'absent', is: 'notEquals', value: 'x' }, true],
    [{ field: 'absent', is: 'contains', value: '' }, false],
    [{ field: 'toString', is: 'isSet' }, false],
    [{ field: 'status', is: 'changed' }, true],
    [{ field: 'count', is: 'changed' }, false],
    [{ field: 'status', is: 'becomes', value: 'SOLVED' }, true],
    [{ field: 'status', is: 'becomes', value: 'open' }, false],
    [{ field: 'count', is: 'becomes', value: 3 }, false],
  ])('%j: %s', (condition, held) => {
    expect(conditionsHold([condition], fields, (field) => field === 'status')).toBe(held);
  });

  test('all of them must hold; none asks nothing', () => {
    const [yes, no]: WorkflowCondition[] = [
      { field: 'status', is: 'isSet' },
      { field: 'note', is: 'isSet' },
    ];
    const never = () => false;
    expect(conditionsHold([], fields, never)).toBe(true);
    expect(conditionsHold([yes as WorkflowCondition, no as WorkflowCondition], fields, never)).toBe(false);
  });
});

describe('S14: which events workflows listen to', () => {
  test.each([
    ['record.created', { recordType: 'lead' }, 'recordCreated'],
    ['record.restored', { recordType: 'lead', origin: 'restore' }, 'recordCreated'],
    ['record.changed', { recordType: 'lead', changed: ['phone'] }, 'recordChanged'],
    ['record.deleted', { recordType: 'lead' }, null],
    ['record.created', {}, null],
    ['activity.promoted', { isNew: true }, 'mail'],
    ['activity.promoted', { isNew: false }, null],
    ['activity.restored', { origin: 'undo' }, null],
    ['email.sent', {}, null],
    ['email.sent', { isNew: true }, 'mail'],
    ['email.settled', { isNew: true }, 'mail'],
  ] as const)('%s with %j: %s', (kind, facts, event) => {
    expect(triggeringEvent({ kind, facts })?.event ?? null).toBe(event);
  });

  test('a record of another type is none of its business', () => {
    const event = triggeringEvent({ kind: 'record.created', facts: { recordType: 'lead' } });
    expect(event?.origin).toBe('byHand');
    if (event === null) throw new Error('no event');
    expect(listensTo({ event: 'recordCreated', type: 'lead' }, event)).toBe(true);
    expect(listensTo({ event: 'recordCreated', type: 'contact' }, event)).toBe(false);
    expect(listensTo({ event: 'recordChanged', type: 'lead' }, event)).toBe(false);
    expect(listensTo({ event: 'mailReceived' }, event)).toBe(false);
    expect(listensTo({ event: 'mailSent' }, event)).toBe(false);
  });

  test('of mail of ours, what a person wrote counts as by hand, a campaign as a batch, a program as a workflow', () => {
    expect(originOfOwnMail({ autoSubmitted: null, lane: 'person' })).toBe('byHand');
    expect(originOfOwnMail({ autoSubmitted: null, lane: 'campaign' })).toBe('batch');
    expect(originOfOwnMail({ autoSubmitted: 'auto-generated', lane: 'person' })).toBe('workflow');
  });
});

describe('S14: what keeps a mail back', () => {
  const usual = { origin: 'byHand', alsoOn: [], state: 'active', mailsPerHour: 2, mailsInHour: 0 } as const;

  test('every origin but a hand, unless it is ticked; a workflow never', () => {
    for (const origin of EventOrigin.options) {
      expect(keptBackBy({ ...usual, origin })).toBe(origin === 'byHand' ? null : 'origin');
      if (origin !== 'byHand' && origin !== 'workflow')
        expect(keptBackBy({ ...usual, origin, alsoOn: [origin] })).toBeNull();
    }
  });

  test('a pause, and the limit of an hour at its edge', () => {
    expect(keptBackBy({ ...usual, state: 'paused' })).toBe('paused');
    expect(keptBackBy({ ...usual, mailsInHour: 1 })).toBeNull();
    expect(keptBackBy({ ...usual, mailsInHour: 2 })).toBe('hourlyLimit');
    expect(keptBackBy({ ...usual, origin: 'batch', mailsInHour: 2 })).toBe('origin');
  });
});
