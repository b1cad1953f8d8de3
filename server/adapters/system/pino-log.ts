import { destination, pino, type DestinationStream, type Level, type LevelWithSilent, type Logger } from 'pino';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { Log, LogFields } from '../../ports/log.ts';

/** Complete by type: a field added to the port must be named here too. */
const allowed = {
  requestId: true,
  organizationId: true,
  userId: true,
  deviceId: true,
  activityId: true,
  promotionId: true,
  mailboxId: true,
  route: true,
  method: true,
  status: true,
  code: true,
  job: true,
  attempt: true,
  count: true,
  sizeBytes: true,
  durationMs: true,
  engine: true,
  port: true,
  version: true,
} satisfies Record<keyof LogFields, true>;

/** JSON lines on standard error (standard output belongs to the commands) or on the stream given. */
export function createPinoLog(level: LevelWithSilent, stream: DestinationStream = destination({ fd: 2, sync: true })) {
  return wrap(pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream));
}

function wrap(logger: Logger): Log {
  const write = (level: Level, message: string, fields?: LogFields, cause?: unknown) => {
    if (!logger.isLevelEnabled(level)) return;
    const error = cause === undefined ? {} : { error: describe(cause, logger.isLevelEnabled('debug')) };
    logger[level]({ ...onlyAllowed(fields ?? {}), ...error }, message);
  };
  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields, cause) => write('warn', message, fields, cause),
    error: (message, fields, cause) => write('error', message, fields, cause),
    with: (fields) => wrap(logger.child(onlyAllowed(fields))),
  };
}

/** The type already says so; this holds it for objects that carry more than their type tells. */
function onlyAllowed(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(allowed, name)));
}

/**
 * What may be told of an error. A library's message may quote mail or addresses, so it is written at debug only; our own
 * failures carry sentences and fields that are safe by construction. The place in our code is always told.
 */
function describe(cause: unknown, inFull: boolean): object {
  if (!(cause instanceof Error)) return { name: typeof cause };
  const own = cause instanceof TemporaryFailure || cause instanceof PermanentFailure;
  const code: unknown = 'code' in cause ? cause.code : undefined;
  return {
    name: cause.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(own || inFull ? { message: cause.message } : {}),
    ...(own ? cause.fields : {}),
    frames: framesOf(cause.stack ?? ''),
    ...(cause.cause === undefined ? {} : { cause: describe(cause.cause, inFull) }),
  };
}

function framesOf(stack: string): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return frames.slice(0, 12).map((line) => line.trim());
}
