import type { MailFolders } from '../../ports/mail-source.ts';
import { createGraphClient, type GraphClient, type GraphNeeds } from './graph-client.ts';
import { createGraphFolders } from './graph-folders.ts';
import { failureOf } from './graph-refusal.ts';
import type { GraphMailboxServer } from './graph-source.ts';

const mostListed = 2_000;
const deepest = 10;

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly children: number;
}

const listedIn = (value: unknown): Listed[] =>
  ((value ?? []) as readonly Readonly<Record<string, unknown>>[]).flatMap(({ id, displayName, childFolderCount }) =>
    typeof id === 'string' && typeof displayName === 'string'
      ? [{ id, name: displayName, children: Number(childFolderCount) || 0 }]
      : [],
  );

const childrenAt = async (client: GraphClient, at: string, signal: AbortSignal): Promise<readonly Listed[]> => {
  const found: Listed[] = [];
  for (let next: string | null = at; next !== null && found.length < mostListed;) {
    const { json } = await client.send({ at: next }, signal);
    found.push(...listedIn(json['value']));
    const link = json['@odata.nextLink'];
    next = typeof link === 'string' ? client.kept(link) : null;
  }
  return found;
};

/** A21: folders that may be read, as paths of names with a slash between. Throws TemporaryFailure and PermanentFailure. */
export const graphFolders = async (
  server: GraphMailboxServer,
  needs: GraphNeeds,
  signal: AbortSignal,
): Promise<MailFolders> => {
  const client = createGraphClient(server, needs);
  const query = '$select=id,displayName,childFolderCount&$top=100';
  const paths = new Map<string, string>();
  const walk = async (at: string, prefix: string, refused: ReadonlySet<string>, depth: number): Promise<void> => {
    for (const { id, name, children } of await childrenAt(client, `${at}?${query}`, signal)) {
      if (refused.has(id) || paths.size >= mostListed) continue;
      paths.set(id, `${prefix}${name}`);
      const below = `${client.root}/mailFolders/${encodeURIComponent(id)}/childFolders`;
      if (children > 0 && depth < deepest) await walk(below, `${prefix}${name}/`, refused, depth + 1);
    }
  };
  try {
    const folders = createGraphFolders(client);
    const refused = new Set<string>();
    for (const name of ['junkemail', 'deleteditems', 'drafts']) refused.add(await folders.id(name, signal));
    await walk(`${client.root}/mailFolders`, '', refused, 1);
    const named = async (known: string) => paths.get(await folders.id(known, signal)) ?? null;
    return { names: [...paths.values()], inbox: await named('inbox'), sent: await named('sentitems') };
  } catch (error) {
    throw failureOf(error);
  } finally {
    client.close();
  }
};
