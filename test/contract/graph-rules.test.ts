import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGraphRules } from '../../server/adapters/graph/graph-rules.ts';
import type { WantedRule } from '../../server/domain/forwarding/forward-rule.ts';
import type { ForwardRules } from '../../server/ports/forward-rules.ts';
import { graphServerFor } from '../support/graph/client.ts';
import { startGraph, type GraphServer } from '../support/graph/graph-server.ts';

const ana = 'ana@contoso.test';
const sink = 'crm@contoso.test';
const all: WantedRule = { sink, only: null };
const some: WantedRule = { sink, only: { subjectParts: ['[CRM-'], senders: ['kim@fabrikam.example'] } };
const never = new AbortController().signal;
const mail = (subject: string, from = 'lee@elsewhere.example'): string =>
  `From: ${from}\r\nTo: ${ana}\r\nSubject: ${subject}\r\n\r\nGood morning.\r\n`;

let graph: GraphServer;
beforeEach(async () => {
  graph = await startGraph({ users: [ana, 'closed@contoso.test'], closed: ['closed@contoso.test'] });
});
afterEach(async () => {
  await graph[Symbol.asyncDispose]();
  expect(graph.violations).toEqual([]);
});
const rules = (): ForwardRules => {
  const [, needs] = graphServerFor(graph);
  return createGraphRules((mailbox) => graphServerFor(graph, { mailbox })[0], needs);
};
const kept = () => graph.mailbox(ana).rules;

describe('A15: forward rules at Graph', () => {
  test('made, found working, redirecting, taken away; the user’s own stay, and each can be repeated', async () => {
    const mine = { id: 'mine', displayName: 'Mine', sequence: 2, isEnabled: true, actions: { markAsRead: true } };
    kept().push(mine);
    expect(await rules().check({ user: ana, wanted: all }, never)).toBe('missing');
    for (const _ of [1, 2]) expect(await rules().deploy({ user: ana, wanted: all }, never)).toBe('working');
    expect(kept()).toHaveLength(2);
    expect(graph.deliver(ana, mail('hello')).redirectedTo).toEqual([sink]);
    for (const _ of [1, 2]) await rules().remove({ user: ana, wanted: all }, never);
    expect(kept()).toEqual([mine]);
  });
  test('only mail with a token or from known senders', async () => {
    expect(await rules().deploy({ user: ana, wanted: some }, never)).toBe('working');
    const forwarded = (...given: Parameters<typeof mail>) => graph.deliver(ana, mail(...given)).redirectedTo;
    expect([forwarded('hello'), forwarded('Re: [CRM-0000F-X]'), forwarded('hello', 'kim@fabrikam.example')]).toEqual([
      [],
      [sink],
      [sink],
    ]);
  });
  test('altered by hand or switched off: shown, and repaired; what is wanted changes: altered until deployed', async () => {
    await rules().deploy({ user: ana, wanted: some }, never);
    Object.assign(kept()[0] ?? {}, { isEnabled: false });
    expect(await rules().check({ user: ana, wanted: some }, never)).toBe('switchedOff');
    Object.assign(kept()[0] ?? {}, { isEnabled: true, actions: { delete: true } });
    expect(await rules().check({ user: ana, wanted: some }, never)).toBe('altered');
    expect(await rules().deploy({ user: ana, wanted: some }, never)).toBe('working');
    expect(await rules().check({ user: ana, wanted: all }, never)).toBe('altered');
    expect(await rules().deploy({ user: ana, wanted: all }, never)).toBe('working');
    expect(kept()).toHaveLength(1);
  });
  test('a mailbox that is closed to us is said to be', async () => {
    await expect(rules().check({ user: 'closed@contoso.test', wanted: all }, never)).rejects.toMatchObject({
      name: 'PermanentFailure',
      code: 'access_refused',
    });
  });
});
