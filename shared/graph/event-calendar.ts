/** The appointments of one calendar (event, v1.0). */
import type { GraphClient } from './graph-client.ts';
import { GraphRefusal, isAboutMail, isGone } from './graph-refusal.ts';
import { eventProperties, wishesProperty } from './event-fields.ts';
import type { Wish } from './event-exceptions.ts';
import { writeOccurrences } from './event-occurrences.ts';
import { followChanges, listAll, pageSize } from './follow-changes.ts';
import {
  type FoundChanges,
  type FoundItem,
  type GraphJson,
  idOf,
  type ItemPlace,
  listIn,
  momentIn,
  type PlaceAsked,
  textOf,
  versionOf,
  type WrittenItem,
} from './item-place.ts';
import type { Signal } from './signal.ts';
import { markExpansion, markFilter, markIn, markOf } from './marks.ts';

/** Every mailbox has one; throws GraphRefusal. */
export const usualCalendar = async (client: GraphClient, signal: Signal): Promise<string> =>
  idOf((await client.send({ at: `${client.root}/calendar?$select=id` }, signal)).json);

const dayMs = 86_400_000;
/** The service tells changes of what lies between two days alone; what lies elsewhere is looked at when they move on. */
const span = { beforeMs: 60 * dayMs, afterMs: 400 * dayMs, movesAfterMs: 7 * dayMs } as const;

/** Times in UTC, notes as text. */
const prefer = 'outlook.timezone="UTC", outlook.body-content-type="text"';

interface Cursor {
  readonly delta: string;
  /** The latest change that was seen, in the words of the service. */
  readonly latest: string;
  /** When the window was laid, milliseconds. */
  readonly since: number;
}

const parseCursor = (text: string | null): Cursor | null => (text === null ? null : (JSON.parse(text) as Cursor));

const modifiedIn = (event: GraphJson): string => textOf(event['lastModifiedDateTime']);

const latestOf = (events: Iterable<GraphJson>, before: string): string =>
  [...events].reduce((latest, event) => {
    const at = modifiedIn(event);
    return momentIn(at) > momentIn(latest) ? at : latest;
  }, before);

const isSeries = (event: GraphJson): boolean => event['type'] === 'seriesMaster';

/** An occurrence stands for its series. */
const seriesOf = (event: GraphJson): string => textOf(event['seriesMasterId']) || idOf(event);

const isoOf = (ms: number): string => new Date(ms).toISOString();

export class EventCalendar implements ItemPlace {
  readonly #asked: PlaceAsked;
  readonly #calendar: string;
  readonly #properties: string;

  constructor(asked: PlaceAsked) {
    this.#asked = asked;
    this.#calendar = `${asked.client.root}/calendars/${encodeURIComponent(asked.collection)}`;
    this.#properties = `$select=${eventProperties}&$expand=${markExpansion(asked.organizationId)}`;
  }

  async changes(known: string | null): Promise<FoundChanges> {
    const { client, signal, now } = this.#asked;
    const before = parseCursor(known);
    const isKept = before !== null && now() - before.since < span.movesAfterMs;
    const since = isKept ? before.since : now();
    const first =
      `${this.#calendar}/calendarView/delta` +
      `?startDateTime=${isoOf(since - span.beforeMs)}&endDateTime=${isoOf(since + span.afterMs)}`;
    const told = await followChanges(client, { first, cursor: isKept ? before.delta : null }, signal);
    const cursorWith = (latest: string) => JSON.stringify({ delta: told.cursor, latest, since });
    if (told.complete || before === null) {
      const items = await this.#all();
      const latest = latestOf(
        [...items.values()].map(({ json }) => json),
        '',
      );
      return { complete: true, items, gone: [], cursor: cursorWith(latest) };
    }
    const later = await this.#changedAfter(before.latest);
    const changed = new Set([...told.changed.values(), ...later].map(seriesOf));
    const { items, gone } = await this.#lookAt(changed, told.gone);
    const latest = latestOf([...later, ...[...items.values()].map(({ json }) => json)], before.latest);
    return { complete: false, items, gone, cursor: cursorWith(latest) };
  }

  /** One that was deleted may answer to its immutable id all the same: it is there only where the calendar lists it. */
  async one(id: string): Promise<FoundItem | null> {
    const found = await this.#details(id);
    if (found === null) return null;
    const uid = textOf(found.json['iCalUId']).replaceAll("'", "''");
    const filter = encodeURIComponent(`iCalUId eq '${uid}'`);
    const { value } = (await this.#send({ at: `${this.#calendar}/events?$filter=${filter}&$select=id` })).json;
    return listIn(value).some((one) => idOf(one) === idOf(found.json)) ? found : null;
  }

  async marked(recordId: string): Promise<string | null> {
    const filter = markFilter(this.#asked.organizationId, recordId);
    const { json } = await this.#send({ at: `${this.#calendar}/events?$filter=${filter}&$select=id&$top=10` });
    const [first] = listIn(json['value']);
    return first === undefined ? null : idOf(first);
  }

  /** Asked a second time with the same words the service makes no second one. */
  async create({ body, mark }: WrittenItem): Promise<GraphJson> {
    const { organizationId } = this.#asked;
    const { [wishesProperty]: wishes, ...properties } = body;
    const asked = { ...properties, ...markOf(organizationId, mark) };
    const at = `${this.#calendar}/events`;
    const transactionId = `${organizationId}/${mark}`;
    try {
      const { json } = await this.#send({ method: 'POST', at, body: { ...asked, transactionId } });
      return await this.#withOccurrences(json, wishes);
    } catch (error) {
      // It was made before and is no more, or else its mark would have been found.
      if (!(error instanceof GraphRefusal && error.status === 409) || (await this.marked(mark)) !== null) throw error;
      return this.#withOccurrences((await this.#send({ method: 'POST', at, body: asked })).json, wishes);
    }
  }

  async change({ json }: FoundItem, { body, mark }: WrittenItem): Promise<GraphJson> {
    const { [wishesProperty]: wishes, ...properties } = body;
    const written = { ...properties, ...markOf(this.#asked.organizationId, mark) };
    const asked = { method: 'PATCH', at: this.#at(idOf(json)), body: written, ifMatch: versionOf(json) } as const;
    return this.#withOccurrences((await this.#send(asked)).json, wishes);
  }

  /** Whoever was invited hears of it from the service. */
  async remove({ json }: FoundItem): Promise<void> {
    await this.#send({ method: 'DELETE', at: this.#at(idOf(json)), ifMatch: versionOf(json) });
  }

  #at(id: string): string {
    return `${this.#asked.client.root}/events/${encodeURIComponent(id)}`;
  }

  #send(asked: Parameters<GraphClient['send']>[0]): ReturnType<GraphClient['send']> {
    return this.#asked.client.send({ prefer, ...asked }, this.#asked.signal);
  }

  async #withOccurrences(written: GraphJson, wishes: unknown): Promise<GraphJson> {
    if (wishes === undefined) return written;
    const standing = (await this.#details(idOf(written)))?.json ?? written;
    const at = this.#at(idOf(written));
    await writeOccurrences({ standing, at, wishes: wishes as readonly Wish[] }, (asked) => this.#send(asked));
    return (await this.#details(idOf(written)))?.json ?? written;
  }

  /** What is otherwise in a series is told of it alone, and only where it is asked for. */
  async #whole(event: GraphJson): Promise<FoundItem> {
    const mark = markIn(event);
    if (!isSeries(event)) return { json: event, mark };
    const select = '$select=id,exceptionOccurrences,cancelledOccurrences&$expand=exceptionOccurrences';
    const { json } = await this.#send({ at: `${this.#at(idOf(event))}?${select}` });
    const { exceptionOccurrences = [], cancelledOccurrences = [] } = json;
    return { json: { ...event, exceptionOccurrences, cancelledOccurrences }, mark };
  }

  async #details(id: string): Promise<FoundItem | null> {
    try {
      const { json } = await this.#send({ at: `${this.#at(id)}?${this.#properties}` });
      return await this.#whole(json);
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  async #all(): Promise<Map<string, FoundItem>> {
    const first = `${this.#calendar}/events?${this.#properties}&$top=${pageSize}`;
    const events = await listAll(this.#asked.client, { first, prefer }, this.#asked.signal);
    const items = new Map<string, FoundItem>();
    for (const event of events) items.set(idOf(event), await this.#whole(event));
    return items;
  }

  /** Wherever in time they lie. */
  async #changedAfter(latest: string): Promise<readonly GraphJson[]> {
    if (latest === '') return [];
    const filter = encodeURIComponent(`lastModifiedDateTime gt ${latest}`);
    const first = `${this.#calendar}/events?$filter=${filter}&$select=id,lastModifiedDateTime&$top=${pageSize}`;
    return listAll(this.#asked.client, { first, prefer }, this.#asked.signal);
  }

  /** What left the window is called removed as well: each of them is looked at. */
  async #lookAt(changed: ReadonlySet<string>, removed: readonly string[]) {
    const items = new Map<string, FoundItem>();
    const gone = new Set<string>();
    const look = async (id: string): Promise<void> => {
      const found = await this.#oneOf(id);
      if (found === null) gone.add(id);
      else if (seriesOf(found.json) === id) items.set(id, found);
      else await look(seriesOf(found.json));
    };
    for (const id of new Set([...changed, ...removed])) if (!items.has(id)) await look(id);
    return { items, gone: [...gone] };
  }

  /** What the service does not give out by itself is there, and says nothing. */
  async #oneOf(id: string): Promise<FoundItem | null> {
    try {
      return await this.one(id);
    } catch (error) {
      if (isAboutMail(error)) return { json: { id, isOrganizer: false }, mark: null };
      throw error;
    }
  }
}
