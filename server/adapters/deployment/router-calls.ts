/** The calls of a router (A12) at the server of one organization. */
import { Delivered, Verdict } from '#shared/contracts/router.ts';
import { routes } from '#shared/contracts/routes.ts';
import { outcomeCodes } from '#shared/model/outcome.ts';
import type { DeliveryReceipt, Deployment, HandedMail } from '../../ports/deployments.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import { isRefusedBySize } from './declared-size.ts';

export interface RouterCallsOptions {
  /** `https://crm.contoso.test`; with or without a slash at its end. */
  readonly server: string;
  /** Id or name, for a token that opens several; null: the token says it. */
  readonly organization: string | null;
  /** Read anew for each call, so that a token can be replaced while the router runs. */
  readonly token: () => Promise<string>;
}

const longestAnswer = 256 * 1024;
/** No organization takes less. */
const smallestLimit = 1_048_576;

const unavailable = (message: string, retryAfterMs?: number, cause?: unknown): TemporaryFailure =>
  new TemporaryFailure(message, {
    code: 'deployment_unavailable',
    cause,
    ...(retryAfterMs === undefined ? {} : { fields: { retryAfterMs } }),
  });

const readText = async ({ body }: Response): Promise<string> => {
  if (body === null) return '';
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array>; ;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces).toString('utf8');
    size += value.length;
    if (size > longestAnswer) throw unavailable('The server of this site gives an answer that is too long.');
    pieces.push(value);
  }
};

const retryAfterMs = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
};

/** Refusals that are about who asks, or about the moment; the others, and 500, are about the mail. */
const aboutUs: ReadonlySet<number> = new Set([401, 403, 404, 405, 408, 421, 425, 429]);

const failureOf = (response: Response): Error => {
  const { status } = response;
  if (status === 401 || status === 403) return unavailable('The server of this site does not take its token.');
  if (status > 500 || status < 400 || aboutUs.has(status))
    return unavailable('The server of this site cannot take mail at the moment.', retryAfterMs(response));
  return new PermanentFailure('The server of this site refuses this mail.', {
    code: 'deployment_refused',
    fields: { status },
  });
};

const oversize: DeliveryReceipt = {
  promote: false,
  outcome: {
    code: outcomeCodes.oversize,
    reason: 'oversize',
    sentence: 'The mail is larger than the organization takes. It stays in its mailbox.',
  },
  internetMessageId: null,
  activityId: null,
  created: false,
  holdId: null,
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notItsOwn(cause);
  }
};

interface Call {
  readonly mail: HandedMail;
  readonly quarantine?: boolean;
  readonly signal: AbortSignal;
}

/** Gives what came back as JSON; null: the mail is over the limit there. */
const call = async (options: RouterCallsOptions, route: string, { mail, quarantine, signal }: Call) => {
  const [, path = ''] = route.split(' ');
  const query = new URLSearchParams({
    mailbox: mail.foundAt,
    ...(mail.wrapping === 'forwarded' ? { forwarded: '1' } : {}),
    ...(quarantine === true ? { quarantine: '1' } : {}),
  });
  const url = `${options.server.replace(/\/+$/, '')}/api/v1${path}?${query.toString()}`;
  const headers = {
    authorization: `Bearer ${await options.token()}`,
    'content-type': 'message/rfc822',
    ...(options.organization === null ? {} : { 'x-organization': options.organization }),
  };
  const body = new Uint8Array(mail.bytes);
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', redirect: 'error', signal, headers, body });
  } catch (cause) {
    if (body.length > smallestLimit && (await isRefusedBySize(url, body.length, headers))) return null;
    throw unavailable('The server of this site cannot be reached.', undefined, cause);
  }
  const text = await readText(response).catch((cause: unknown) => {
    throw unavailable('The answer of the server of this site broke off.', undefined, cause);
  });
  if (response.status === 413) return null;
  if (response.status !== 200) throw failureOf(response);
  return parsed(text);
};

const notItsOwn = (cause?: unknown): TemporaryFailure =>
  unavailable('The server of this site gives an answer that is not its own.', undefined, cause);

export const createRouterCalls = (options: RouterCallsOptions): Deployment => ({
  check: async (mail, signal) => {
    const answer = await call(options, routes.checkMail, { mail, signal });
    if (answer === null) return oversize;
    const read = Verdict.safeParse(answer);
    if (!read.success) throw notItsOwn(read.error);
    const { promote, internetMessageId, ...outcome } = read.data;
    return { promote, internetMessageId, outcome };
  },
  deliver: async (mail, quarantine, signal) => {
    const answer = await call(options, routes.deliverMail, { mail, quarantine, signal });
    if (answer === null) return oversize;
    const read = Delivered.safeParse(answer);
    if (!read.success) throw notItsOwn(read.error);
    const { promote, internetMessageId, activityId, created, held, ...outcome } = read.data;
    return { promote, internetMessageId, activityId, created, holdId: held?.id ?? null, outcome };
  },
});
