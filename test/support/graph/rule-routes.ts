/** `mailFolders/inbox/messageRules` of the fake service, and what the rules do when mail comes in. */
import { BadRequest, failure, jsonBody, type Exchange, type Reply, type Route } from './exchange.ts';
import type { GraphMailbox, GraphRule } from './mailbox.ts';

interface Recipient {
  readonly emailAddress?: { readonly address?: string };
}
export interface RuleFacts {
  readonly subject: string;
  readonly sender: string;
}

const answer = (status: number, rule: GraphRule): Reply => ({ status, json: rule, shape: 'messageRule' });

const checked = (exchange: Exchange, creating: boolean): Record<string, unknown> => {
  const given = jsonBody(exchange, 'messageRule');
  if ('id' in given || 'isReadOnly' in given || 'hasError' in given) throw new BadRequest('read-only property');
  for (const name of creating ? ['displayName', 'sequence', 'actions'] : []) {
    if (!(name in given)) throw new BadRequest(`a rule needs ${name}`);
  }
  return given;
};

export const ruleRoutes: Route = (exchange, mailbox) => {
  const [, , , id] = exchange.path;
  if (id === undefined) {
    if (exchange.method === 'GET') {
      return { status: 200, json: { value: mailbox.rules }, shape: 'messageRule', many: true };
    }
    if (exchange.method !== 'POST') return null;
    const number = String(mailbox.rules.length + 1).padStart(4, '0');
    const rule = {
      isEnabled: true,
      isReadOnly: false,
      hasError: false,
      ...checked(exchange, true),
      id: `AQAA${number}=`,
    };
    mailbox.rules.push(rule);
    return answer(201, rule);
  }
  const rule = mailbox.rules.find((one) => one.id === id);
  if (rule === undefined) return failure(404, 'ErrorItemNotFound');
  if (exchange.method === 'GET') return answer(200, rule);
  if (exchange.method === 'PATCH') return answer(200, Object.assign(rule, checked(exchange, false)));
  if (exchange.method !== 'DELETE') return null;
  mailbox.rules.splice(mailbox.rules.indexOf(rule), 1);
  return { status: 204 };
};

const words = (conditions: Record<string, unknown>, name: string): readonly string[] =>
  (conditions[name] as readonly string[] | undefined) ?? [];

const holds = (part: string, text: string): boolean => text.toLowerCase().includes(part.toLowerCase());

const matches = (rule: GraphRule, { subject, sender }: RuleFacts): boolean => {
  const conditions = (rule['conditions'] ?? {}) as Record<string, unknown>;
  const [subjects, senders] = [words(conditions, 'subjectContains'), words(conditions, 'senderContains')];
  return (
    (subjects.length === 0 || subjects.some((part) => holds(part, subject))) &&
    (senders.length === 0 || senders.some((part) => holds(part, sender)))
  );
};

/** Where the rules that are switched on redirect such a mail to. */
export const redirectedTo = (mailbox: GraphMailbox, facts: RuleFacts): readonly string[] =>
  mailbox.rules
    .filter((rule) => rule['isEnabled'] === true && matches(rule, facts))
    .flatMap((rule) => (rule['actions'] as { redirectTo?: Recipient[] }).redirectTo ?? [])
    .map(({ emailAddress }) => emailAddress?.address ?? '');
