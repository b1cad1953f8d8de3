/** As much of an AbortSignal as is looked at here; a connection gets back the one that it was made for. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
}
