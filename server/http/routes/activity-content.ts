import * as contracts from '#shared/contracts/activities.ts';
import type { BodyOf } from '#shared/contracts/endpoint.ts';
import { safeFileName } from '../../domain/activity/file-name.ts';
import type { ActivityDetailView, ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { HtmlSanitizer, InlineImage, SafeHtml } from '../../ports/message-reader.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { changeActivity } from '../../usecases/activities/change-activity.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { presentActivityDetail } from '../present/activity.ts';
import type { RouteMaker } from '../route.ts';
import { sendBytes } from '../send-bytes.ts';

interface ContentRouteNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly reader: HtmlSanitizer;
}

/** Absent members stay as they are. */
const onlyGiven = (body: BodyOf<typeof contracts.changeActivity>) => ({
  ...(body.notes === undefined ? {} : { notes: body.notes }),
  ...(body.subject === undefined ? {} : { subject: body.subject }),
  ...(body.fields === undefined ? {} : { fields: body.fields }),
});

const absent = () => new Refusal('activity_not_found', 'There is no activity with this id that you may see.');

/** Images that the HTML refers to by Content-ID (RFC 2392). */
const imagesOf = async (read: StoreRead, view: ActivityView, html: string): Promise<InlineImage[]> => {
  const wanted = view.attachments.filter(
    ({ contentId, type }) => contentId !== null && type.startsWith('image/') && html.includes(contentId),
  );
  const images: InlineImage[] = [];
  for (const { contentId, type, sha256 } of wanted) {
    const bytes = await read.contents.read(sha256);
    if (bytes !== null && contentId !== null) images.push({ contentId, type, bytes });
  }
  return images;
};

/** What one activity by itself shows: text, safe HTML, source and attachments. */
export const activityContentRoutes = (route: RouteMaker, needs: ContentRouteNeeds): void => {
  const { store, reader } = needs;
  const change = changeActivity(needs);
  const safeHtml = async (actor: Actor, view: ActivityDetailView): Promise<SafeHtml | null> => {
    const { html } = view;
    if (html === null) return null;
    return reader.sanitize(html, await store.read(actor.organizationId, (read) => imagesOf(read, view, html)));
  };
  const present = async (actor: Actor, view: ActivityDetailView) =>
    presentActivityDetail(view, actor.userId, await safeHtml(actor, view));
  const find = async (read: StoreRead, actor: Actor, activityId: string): Promise<ActivityView> => {
    const view = await read.activities.find(actor.userId, activityId);
    if (view === null) throw absent();
    return view;
  };
  route(contracts.getActivity, async ({ actor, params }) => {
    const view = await store.read(actor.organizationId, (read) =>
      read.activities.findDetail(actor.userId, params.activityId),
    );
    if (view === null) throw absent();
    return present(actor, view);
  });
  route(contracts.changeActivity, async ({ actor, params, body }) =>
    present(actor, await change(actor, params.activityId, onlyGiven(body))),
  );
  route(contracts.getActivitySource, async ({ actor, params, response }) => {
    const bytes = await store.read(actor.organizationId, async (read) => {
      const view = await find(read, actor, params.activityId);
      return view.sourceSha256 === null ? null : read.contents.read(view.sourceSha256);
    });
    if (bytes === null) throw new Refusal('not_found', 'No source is stored for this activity.');
    return sendBytes(response, bytes, { name: `message-${params.activityId}.eml`, type: 'message/rfc822' });
  });
  route(contracts.getAttachment, async ({ actor, params, response }) => {
    const found = await store.read(actor.organizationId, async (read) => {
      const view = await find(read, actor, params.activityId);
      const attachment = view.attachments.find(({ n }) => n === params.n);
      const bytes = attachment === undefined ? null : await read.contents.read(attachment.sha256);
      return attachment === undefined || bytes === null ? null : { attachment, bytes };
    });
    if (found === null) throw new Refusal('not_found', `The mail has no attachment ${params.n}.`);
    const { attachment, bytes } = found;
    return sendBytes(response, bytes, {
      name: safeFileName(attachment.name, `attachment-${params.n}`),
      type: attachment.type,
    });
  });
};
