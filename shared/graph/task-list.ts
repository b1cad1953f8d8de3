/** The tasks of one list of Microsoft To Do (todoTaskList, v1.0). */
import type { GraphClient } from './graph-client.ts';
import { GraphRefusal, isGone } from './graph-refusal.ts';
import { followChanges, listAll, pageSize } from './follow-changes.ts';
import {
  type FoundChanges,
  type FoundItem,
  type GraphJson,
  idOf,
  type ItemPlace,
  listIn,
  objectIn,
  type PlaceAsked,
  textOf,
  versionOf,
  type WrittenItem,
} from './item-place.ts';
import type { Signal } from './signal.ts';

/** A task takes no named properties; what it is linked to is seen in To Do, and stands beside links of others. */
const applicationName = 'Correspond';
const expand = '$expand=linkedResources';

/** What a change of the mark changes as well. */
const ofEachVersion: ReadonlySet<string> = new Set(['lastModifiedDateTime', 'linkedResources']);

const dayOf = (time: unknown): string => textOf(objectIn(time)['dateTime']).slice(0, 10);

const saysTheSame = (one: GraphJson, other: GraphJson): boolean => {
  const words = (task: GraphJson) =>
    JSON.stringify(
      Object.entries(task)
        .filter(([name]) => !ofEachVersion.has(name) && !name.includes('@'))
        .map(([name, value]) => [name, name === 'dueDateTime' ? dayOf(value) : value])
        .sort(),
    );
  return words(one) === words(other);
};

/** What is due as it is written: a moment, which has fractions as the service writes them, or a day; null for nothing. */
const dueOf = (time: unknown): string | null => {
  const dateTime = textOf(objectIn(time)['dateTime']);
  if (dateTime === '') return null;
  return dateTime.includes('.') ? `${dateTime.slice(0, 19)}Z` : dateTime.slice(0, 10);
};

const isMoment = (due: string | null): due is string => due !== null && due.length > 10;

/** The moment of a task that was found with one. */
const momentOf = (task: GraphJson): string | null => {
  const dateTime = textOf(objectIn(task['dueDateTime'])['dateTime']);
  return dateTime.endsWith('Z') ? dateTime : null;
};

/** To Do keeps the day alone: moments stand in our link. */
const duesIn = (link: GraphJson | undefined): readonly string[] => textOf(link?.['externalId']).split('#').slice(1);

/** As long as it is due that day; the last word on a day stands. */
const withMoment = (task: GraphJson, dues: readonly string[]): GraphJson => {
  const day = dayOf(task['dueDateTime']);
  const due = dues.findLast((one) => one.slice(0, 10) === day) ?? null;
  return isMoment(due) ? { ...task, dueDateTime: { dateTime: due, timeZone: 'UTC' } } : task;
};

/** What stood there and what comes: whether the task has the one or the other, it is read rightly (Y11). */
const duesFor = (standing: GraphJson, body: GraphJson): readonly string[] => {
  const now = momentOf(standing);
  const next = 'dueDateTime' in body ? dueOf(body['dueDateTime']) : null;
  const isTold = isMoment(next) || now !== null;
  return [...new Set([now, isTold ? next : null])].filter((due) => due !== null);
};

export class TaskList implements ItemPlace {
  readonly #client: GraphClient;
  readonly #tasks: string;
  readonly #prefix: string;
  readonly #signal: Signal;
  /** Ids of tasks by the record whose mark they carry; the service cannot be asked for one. */
  #marked: Map<string, string> | null = null;

  constructor({ client, collection, organizationId, signal }: PlaceAsked) {
    this.#client = client;
    this.#tasks = `${client.root}/todo/lists/${encodeURIComponent(collection)}/tasks`;
    this.#prefix = `${organizationId}/`;
    this.#signal = signal;
  }

  async changes(known: string | null): Promise<FoundChanges> {
    const asked = { first: `${this.#tasks}/delta?${expand}`, cursor: known };
    const { complete, changed, gone, cursor } = await followChanges(this.#client, asked, this.#signal);
    const items = new Map([...changed].map(([id, json]) => [id, this.#found(json)]));
    return { complete, items, gone: complete ? [] : gone, cursor };
  }

  async one(id: string): Promise<FoundItem | null> {
    try {
      const { json } = await this.#client.send({ at: `${this.#at(id)}?${expand}` }, this.#signal);
      return this.#found(json);
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  async marked(recordId: string): Promise<string | null> {
    this.#marked ??= await this.#allMarks();
    const id = this.#marked.get(recordId);
    return id === undefined || (await this.one(id))?.mark !== recordId ? null : id;
  }

  async create({ body, mark }: WrittenItem): Promise<GraphJson> {
    const marks = this.#marked;
    const linkedResources = [this.#link(mark, duesFor({}, body))];
    // Whether it came to be is not known until the answer: then they are looked for again.
    this.#marked = null;
    const asked = { method: 'POST', at: this.#tasks, body: { ...body, linkedResources } } as const;
    const { json } = await this.#client.send(asked, this.#signal);
    this.#marked = marks?.set(mark, idOf(json)) ?? null;
    return json;
  }

  /** The mark first: it makes another version, which is written only where it says what the expected one said. */
  async change({ json: standing }: FoundItem, { body, mark }: WrittenItem): Promise<GraphJson> {
    const at = this.#at(idOf(standing));
    const link = this.#link(mark, duesFor(standing, body));
    const marked = (await this.#marks(standing, link)) ? await this.#send({ at: `${at}?${expand}` }) : standing;
    // As the service says of a version that is another one by now.
    if (!saysTheSame(standing, marked)) throw new GraphRefusal(412, 'ErrorIrresolvableConflict', null);
    if (Object.keys(body).length === 0) return marked;
    return this.#send({ method: 'PATCH', at, body, ifMatch: versionOf(marked) });
  }

  async remove({ json }: FoundItem): Promise<void> {
    await this.#client.send({ method: 'DELETE', at: this.#at(idOf(json)), ifMatch: versionOf(json) }, this.#signal);
  }

  #at(id: string): string {
    return `${this.#tasks}/${encodeURIComponent(id)}`;
  }

  #found(json: GraphJson): FoundItem {
    const own = this.#ownLink(json);
    const mark =
      own === undefined ? null : (textOf(own['externalId']).slice(this.#prefix.length).split('#')[0] ?? null);
    return { json: withMoment(json, duesIn(own)), mark };
  }

  /** I6: the link of this organization. */
  #ownLink(json: GraphJson): GraphJson | undefined {
    return listIn(json['linkedResources']).find(
      (one) => one['applicationName'] === applicationName && textOf(one['externalId']).startsWith(this.#prefix),
    );
  }

  #link(recordId: string, dues: readonly string[]): GraphJson {
    const externalId = [`${this.#prefix}${recordId}`, ...dues].join('#');
    return { applicationName, displayName: applicationName, externalId };
  }

  async #send(asked: Parameters<GraphClient['send']>[0]): Promise<GraphJson> {
    return (await this.#client.send(asked, this.#signal)).json;
  }

  /** False: it carries the mark already. */
  async #marks(standing: GraphJson, link: GraphJson): Promise<boolean> {
    const own = this.#ownLink(standing);
    if (own?.['externalId'] === link['externalId']) return false;
    const links = `${this.#at(idOf(standing))}/linkedResources`;
    if (own === undefined) await this.#send({ method: 'POST', at: links, body: link });
    else await this.#send({ method: 'PATCH', at: `${links}/${encodeURIComponent(idOf(own))}`, body: link });
    return true;
  }

  async #allMarks(): Promise<Map<string, string>> {
    const tasks = await listAll(this.#client, `${this.#tasks}?${expand}&$top=${pageSize}`, this.#signal);
    return new Map(
      tasks.flatMap((task): [string, string][] => {
        const { mark } = this.#found(task);
        return mark === null ? [] : [[mark, idOf(task)]];
      }),
    );
  }
}

/** The list that every mailbox has; null where the service shows none. */
export const usualTaskList = async (client: GraphClient, signal: Signal): Promise<string | null> => {
  const lists = await listAll(client, `${client.root}/todo/lists`, signal);
  const usual = lists.find((one) => one['wellknownListName'] === 'defaultList');
  return usual === undefined ? null : idOf(usual);
};
