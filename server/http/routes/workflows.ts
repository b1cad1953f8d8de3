import { z } from 'zod';
import * as contracts from '#shared/contracts/workflows.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Response } from 'express';
import type { Actor } from '../../domain/actor.ts';
import type { PlainText } from '../../ports/plain-text.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredRun, StoredWorkflow } from '../../ports/workflow-store.ts';
import type { AnswerNeeds } from '../../usecases/workflows/may-answer-mail.ts';
import { previewWorkflow } from '../../usecases/workflows/preview-workflow.ts';
import {
  changeWorkflow,
  createWorkflow,
  deleteWorkflow,
  getWorkflow,
  type WorkflowNeeds,
} from '../../usecases/workflows/write-workflow.ts';
import { pageOf, readCursor, TimeCursor } from '../cursor.ts';
import { presentPreview, presentRun, presentWorkflow } from '../present/workflow.ts';
import { answered, type RouteMaker } from '../route.ts';
import { readIfMatch, sendVersion } from '../version-tag.ts';

interface WorkflowRouteNeeds extends WorkflowNeeds, AnswerNeeds {
  readonly plainText: PlainText;
}

const keptBackWithinMs = 30 * 86_400_000;

const RunCursor = z.object({ sequence: z.number().int() });

const shownRuns = async (
  read: StoreRead,
  actor: Actor,
  runs: readonly StoredRun[],
): Promise<contracts.WorkflowRun[]> => {
  const records = runs.flatMap(({ record }) => (record === null ? [] : [record]));
  const names = await read.records.names(actor.userId, records);
  const mails = runs.flatMap(({ activityId }) => (activityId === null ? [] : [activityId]));
  const seen = new Set((await read.activities.findMany(actor.userId, mails)).map(({ id }) => id));
  return runs.map((run) =>
    presentRun(run, {
      record: names.find(({ id, type }) => id === run.record?.id && type === run.record.type) ?? null,
      activityVisible: run.activityId !== null && seen.has(run.activityId),
    }),
  );
};

const historyRoutes = (route: RouteMaker, needs: WorkflowRouteNeeds): void => {
  route(contracts.listWorkflowRuns, ({ actor, params, query }) =>
    needs.store.read(actor.organizationId, async (read) => {
      const { id } = await getWorkflow(read, params.workflowId);
      const before = readCursor(query.cursor, RunCursor)?.sequence ?? null;
      const found = await read.workflows.runs(id, { limit: query.limit + 1, before, state: query.state ?? null });
      const { items, nextCursor } = pageOf(found, query.limit, ({ sequence }) => ({ sequence }));
      return { items: await shownRuns(read, actor, items), nextCursor };
    }),
  );
  const preview = previewWorkflow(needs);
  route(contracts.previewWorkflow, async ({ actor, params, body }) =>
    presentPreview(await preview(actor, params.workflowId, { record: body.record, activityId: body.activityId })),
  );
};

/** Workflows and their history (S14). */
export const workflowRoutes = (route: RouteMaker, needs: WorkflowRouteNeeds): void => {
  const { store } = needs;
  const shown = async (read: StoreRead, actor: Actor, workflows: readonly StoredWorkflow[]) => {
    const owners = workflows.map(({ ownerId }) => ({ type: 'user', id: ownerId }));
    const names = await read.records.names(actor.userId, owners);
    const since = (needs.clock.now() - keptBackWithinMs) as Instant;
    const presented = [];
    for (const workflow of workflows) {
      const counts = await read.workflows.counts(workflow.id, since);
      presented.push(
        presentWorkflow(workflow, { counts, owner: names.find(({ id }) => id === workflow.ownerId) ?? null }),
      );
    }
    return presented;
  };
  const send = async (response: Response, actor: Actor, workflow: StoredWorkflow): Promise<typeof answered> => {
    const [wire] = await store.read(actor.organizationId, (read) => shown(read, actor, [workflow]));
    sendVersion(response, workflow.version);
    response.json(wire);
    return answered;
  };
  route(contracts.listWorkflows, ({ actor, query }) =>
    store.read(actor.organizationId, async (read) => {
      const page = { limit: query.limit + 1, after: readCursor(query.cursor, TimeCursor) };
      const found = await read.workflows.list(page);
      const { items, nextCursor } = pageOf(found, query.limit, ({ createdAt, id }) => ({ sortAt: createdAt, id }));
      return { items: await shown(read, actor, items), nextCursor };
    }),
  );
  const create = createWorkflow(needs);
  route(contracts.createWorkflow, async ({ actor, body, response }) => {
    const workflow = await create(actor, body);
    response.status(201);
    return send(response, actor, workflow);
  });
  route(contracts.getWorkflow, async ({ actor, params, response }) =>
    send(response, actor, await store.read(actor.organizationId, (read) => getWorkflow(read, params.workflowId))),
  );
  const change = changeWorkflow(needs);
  route(contracts.changeWorkflow, async ({ actor, params, body, request, response }) =>
    send(response, actor, await change(actor, params.workflowId, { changes: body, expected: readIfMatch(request) })),
  );
  const remove = deleteWorkflow(needs);
  route(contracts.deleteWorkflow, async ({ actor, params }) => {
    await remove(actor, params.workflowId);
    return undefined;
  });
  historyRoutes(route, needs);
};
