import { describe, expect, test } from 'vitest';
import type { WorkflowCondition, WorkflowRecipient } from '#shared/contracts/workflows.ts';
import { builtInTypes } from '../../../../server/domain/records/record-types.ts';
import { workflowIssues } from '../../../../server/domain/workflows/check-workflow.ts';
import { recipientOfMail, recipientOfRecord, unwritable } from '../../../../server/domain/workflows/recipient.ts';
import { keyOf } from '../../../support/build-facts.ts';

const contact = { type: 'contact', id: 'anna', name: 'Anna' };
const owner = { type: 'user', id: 'ben', name: 'Ben' };

describe('S14: who gets the mail', () => {
  const record = { type: 'case', id: 'leak', owner, fields: { contact: { type: 'contact', id: 'anna' }, status: 'x' } };

  test.each<[WorkflowRecipient, string | null]>([
    [{ kind: 'record' }, 'leak'],
    [{ kind: 'owner' }, 'ben'],
    [{ kind: 'field', field: 'contact' }, 'anna'],
    [{ kind: 'field', field: 'account' }, null],
    [{ kind: 'field', field: 'status' }, null],
  ])('of a record, %j: %s', (to, id) => {
    expect(recipientOfRecord(to, record)?.id ?? null).toBe(id);
  });

  test('a record without owner has nobody to tell', () => {
    expect(recipientOfRecord({ kind: 'owner' }, { ...record, owner: null })).toBeNull();
  });

  const from = { role: 'from', address: 'Anna@pumps.example', name: null } as const;
  const mail = {
    owner,
    regarding: [contact],
    parties: [{ ...from, resolution: { kind: 'resolved', record: contact } as const }],
  };

  test('of a mail its sender at the address that wrote, its owner, or what it regards', () => {
    const anna = { type: 'contact', id: 'anna' };
    expect(recipientOfMail({ kind: 'sender' }, mail)).toEqual({ record: anna, address: from.address });
    expect(recipientOfMail({ kind: 'owner' }, mail)?.record.id).toBe('ben');
    expect(recipientOfMail({ kind: 'record' }, mail)).toEqual({ record: anna, address: null });
    expect(recipientOfMail({ kind: 'record' }, { ...mail, regarding: [] })).toBeNull();
    const stranger = { ...mail, parties: [{ ...from, resolution: { kind: 'unresolved' } as const }] };
    expect(recipientOfMail({ kind: 'sender' }, stranger)).toBeNull();
    const unknown = { ...from, role: 'to', address: 'x@nowhere.example', resolution: { kind: 'unresolved' } } as const;
    const known = { ...from, role: 'to', resolution: { kind: 'resolved', record: contact } } as const;
    const sent = { ...mail, parties: [...stranger.parties, unknown, known] };
    expect(recipientOfMail({ kind: 'recipient' }, sent)).toEqual({ record: anna, address: from.address });
    expect(recipientOfMail({ kind: 'recipient' }, { ...mail, parties: [unknown] })).toBeNull();
  });

  test.each([
    [{ active: true, fields: {} }, true, false, null],
    [{ active: false, fields: { doNotEmail: true } }, true, false, 'inactive'],
    [{ active: true, fields: { doNotEmail: true } }, false, true, 'doNotEmail'],
    [{ active: true, fields: {} }, false, false, 'noAddress'],
    [{ active: true, fields: {} }, true, true, 'bounced'],
  ] as const)('%j, address %s, bounced %s: %s', (asked, hasAddress, bounced, because) => {
    expect(unwritable(asked, { addressKey: hasAddress ? keyOf('a@b.test') : null, bounced })).toBe(because);
  });
});

describe('S14: what a workflow cannot mean', () => {
  const typeOf = (name: string) => builtInTypes.find((type) => type.name === name) ?? null;
  const ofCase = { trigger: { event: 'recordChanged', type: 'case' }, to: { kind: 'owner' } } as const;
  const ofMail = { trigger: { event: 'mailReceived' }, to: { kind: 'sender' } } as const;

  test.each<[WorkflowCondition, string | null]>([
    [{ field: 'status', is: 'changed' }, null],
    [{ field: 'status', is: 'equals', value: 'x' }, null],
    [{ field: 'status', is: 'equals' }, 'conditions[0].value'],
    [{ field: 'status', is: 'isSet', value: 'x' }, 'conditions[0].value'],
    [{ field: 'owner', is: 'changed' }, 'conditions[0].is'],
    [{ field: 'status', is: 'becomes', value: 'x' }, null],
    [{ field: 'status', is: 'becomes' }, 'conditions[0].value'],
    [{ field: 'owner', is: 'becomes', value: 'ben' }, 'conditions[0].is'],
    [{ field: 'shoeSize', is: 'isSet' }, 'conditions[0].field'],
  ])('of a case, %j: %s', (condition, field) => {
    expect(workflowIssues({ ...ofCase, conditions: [condition] }, typeOf('case'))[0]?.field ?? null).toBe(field);
  });

  test('a mail does not change and has no fields; a case has no address', () => {
    const changed: WorkflowCondition = { field: 'subject', is: 'changed' };
    expect(workflowIssues({ ...ofMail, conditions: [changed] }, null)).toMatchObject([{ field: 'conditions[0].is' }]);
    const toField = { ...ofMail, to: { kind: 'field', field: 'contact' }, conditions: [] } as const;
    expect(workflowIssues(toField, null)).toMatchObject([{ field: 'to.field' }]);
    const toRecord = { ...ofCase, to: { kind: 'record' }, conditions: [] } as const;
    expect(workflowIssues(toRecord, typeOf('case'))).toMatchObject([{ field: 'to.kind' }]);
    const toContact = { ...ofCase, to: { kind: 'field', field: 'contact' }, conditions: [] } as const;
    expect(workflowIssues(toContact, typeOf('case'))).toEqual([]);
  });
});
