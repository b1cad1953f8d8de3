/**
 * What a log line may carry. The list is closed on purpose: nothing a stranger wrote (addresses, subjects, bodies,
 * file names) has a name here, so it cannot reach a log.
 */
export interface LogFields {
  readonly requestId?: string;
  readonly organizationId?: string;
  readonly userId?: string;
  readonly deviceId?: string;
  readonly activityId?: string;
  readonly promotionId?: string;
  readonly mailboxId?: string;
  /** The pattern of the route, never the path as asked. */
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly code?: string;
  readonly job?: string;
  readonly attempt?: number;
  readonly count?: number;
  readonly sizeBytes?: number;
  readonly durationMs?: number;
  readonly engine?: string;
  readonly port?: number;
  readonly version?: string;
}

/** The message is a fixed sentence of ours; what varies goes into the fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields, cause?: unknown): void;
  error(message: string, fields?: LogFields, cause?: unknown): void;
  /** The same log with these fields on every line. */
  with(fields: LogFields): Log;
}
