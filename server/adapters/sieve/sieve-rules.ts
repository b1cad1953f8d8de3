/** A15 on mail systems with Sieve: a script of ours that includes the user's own. */
import {
  forwardScript,
  forwardScriptName,
  includedScript,
  sameScript,
  scriptDifferences,
} from '../../domain/forwarding/sieve-script.ts';
import type { ForwardRuleState, WantedRule } from '../../domain/forwarding/forward-rule.ts';
import type { ForwardRules, RuleAsked } from '../../ports/forward-rules.ts';
import { openSieveSession, type SieveNeeds, type SieveServer, type SieveSession } from './sieve-session.ts';

interface Found {
  /** The script that runs; null: none does. */
  readonly active: string | null;
  /** Text of ours; null: there is none. */
  readonly ours: string | null;
  /** The user's script that ours includes, as long as it is there. */
  readonly includes: string | null;
}

const look = async (session: SieveSession): Promise<Found> => {
  const scripts = await session.list();
  const active = scripts.find((script) => script.active)?.name ?? null;
  const ours = scripts.some(({ name }) => name === forwardScriptName) ? await session.read(forwardScriptName) : null;
  const included = ours === null ? null : includedScript(ours);
  return { active, ours, includes: scripts.some(({ name }) => name === included) ? included : null };
};

const stateOf = ({ active, ours, includes }: Found, wanted: WantedRule): ForwardRuleState => {
  if (ours === null) return 'missing';
  if (active !== forwardScriptName) return 'switchedOff';
  return sameScript(ours, forwardScript(wanted, includes)) ? 'working' : 'altered';
};

const deploy = async (session: SieveSession, wanted: WantedRule): Promise<ForwardRuleState> => {
  const found = await look(session);
  // The user may have chosen another script since.
  const includes = found.active === null || found.active === forwardScriptName ? found.includes : found.active;
  if (includes !== null && !session.extensions.has('include')) return 'blocked';
  await session.write(forwardScriptName, forwardScript(wanted, includes));
  await session.activate(forwardScriptName);
  return stateOf(await look(session), wanted);
};

const remove = async (session: SieveSession): Promise<void> => {
  const { active, ours, includes } = await look(session);
  if (ours === null) return;
  // What runs cannot be deleted (RFC 5804 section 2.10).
  if (active === forwardScriptName) await session.activate(includes);
  await session.remove(forwardScriptName);
};

/** `serverFor` gives the server with credentials for one user's scripts. */
export const createSieveRules = (serverFor: (user: string) => SieveServer, needs: SieveNeeds): ForwardRules => {
  const within = async <T>({ user }: RuleAsked, signal: AbortSignal, work: (session: SieveSession) => Promise<T>) => {
    const session = await openSieveSession(serverFor(user), needs, signal);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  };
  return {
    check: (asked, signal) => within(asked, signal, async (session) => stateOf(await look(session), asked.wanted)),
    differences: (asked, signal) =>
      within(asked, signal, async (session) => {
        const { ours, includes } = await look(session);
        return ours === null ? [] : scriptDifferences(ours, forwardScript(asked.wanted, includes));
      }),
    deploy: (asked, signal) => within(asked, signal, (session) => deploy(session, asked.wanted)),
    remove: (asked, signal) => within(asked, signal, remove),
  };
};
