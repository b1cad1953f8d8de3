/** A15 at Microsoft Graph: rules of ours among those of the user. */
import {
  isAsWritten,
  isOurs,
  messageRuleDifferences,
  messageRules,
  messageRuleState,
  type MessageRule,
} from '../../domain/forwarding/message-rules.ts';
import type { ForwardRules, RuleAsked } from '../../ports/forward-rules.ts';
import { createGraphClient, type GraphClient, type GraphNeeds, type GraphServer } from './graph-client.ts';
import { failureOf, isGone } from './graph-refusal.ts';

const placeOf = ({ root }: GraphClient): string => `${root}/mailFolders/inbox/messageRules`;

const listRules = async (client: GraphClient, signal: AbortSignal): Promise<readonly MessageRule[]> => {
  const rules: MessageRule[] = [];
  for (let at: string | null = placeOf(client); at !== null;) {
    const { json } = await client.send({ at }, signal);
    rules.push(...((json['value'] ?? []) as readonly MessageRule[]));
    const next = json['@odata.nextLink'];
    at = typeof next === 'string' ? client.kept(next) : null;
  }
  return rules;
};

const removeRule = async (client: GraphClient, { id = '' }: MessageRule, signal: AbortSignal): Promise<void> => {
  try {
    await client.send({ method: 'DELETE', at: `${placeOf(client)}/${encodeURIComponent(id)}` }, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
};

/** A rule that was altered is made anew: what somebody added to it would stay otherwise. */
const repair = async (client: GraphClient, { wanted }: RuleAsked, signal: AbortSignal): Promise<void> => {
  const ours = (await listRules(client, signal)).filter(isOurs);
  const written = messageRules(wanted);
  const good = (rule: MessageRule): boolean =>
    rule.isEnabled !== false &&
    rule.hasError !== true &&
    written.some((one) => one.displayName === rule.displayName && isAsWritten(rule, one));
  for (const one of written) {
    if (ours.some((rule) => good(rule) && rule.displayName === one.displayName)) continue;
    await client.send({ method: 'POST', at: placeOf(client), body: one }, signal);
  }
  // Only then: between the two, mail is forwarded twice rather than not at all.
  for (const rule of ours) if (!good(rule)) await removeRule(client, rule, signal);
};

/** `serverFor` gives the service for one user's mailbox. */
export const createGraphRules = (serverFor: (user: string) => GraphServer, needs: GraphNeeds): ForwardRules => {
  const within = async <T>({ user }: RuleAsked, work: (client: GraphClient) => Promise<T>): Promise<T> => {
    const client = createGraphClient(serverFor(user), needs);
    try {
      return await work(client);
    } catch (error) {
      throw failureOf(error);
    } finally {
      client.close();
    }
  };
  return {
    check: (asked, signal) =>
      within(asked, async (client) => messageRuleState(await listRules(client, signal), asked.wanted)),
    differences: (asked, signal) =>
      within(asked, async (client) => messageRuleDifferences(await listRules(client, signal), asked.wanted)),
    deploy: (asked, signal) =>
      within(asked, async (client) => {
        await repair(client, asked, signal);
        return messageRuleState(await listRules(client, signal), asked.wanted);
      }),
    remove: (asked, signal) =>
      within(asked, async (client) => {
        for (const rule of (await listRules(client, signal)).filter(isOurs)) await removeRule(client, rule, signal);
      }),
  };
};
