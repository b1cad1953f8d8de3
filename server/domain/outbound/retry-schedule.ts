/** The pauses between attempts, in order; when they are used up the recipient has failed (S5). */
export type RetrySchedule = readonly number[];

export type ScheduleReading =
  | { readonly kind: 'schedule'; readonly schedule: RetrySchedule }
  | { readonly kind: 'mistake'; readonly message: string };

export const mostRetries = 10;
const shortestPauseMs = 1_000;
const longestPauseMs = 7 * 86_400_000;
/** No schedule of ten pauses is longer; what is, is not read. */
const longestText = 200;

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof unitMs;

const mistake = (message: string): ScheduleReading => ({ kind: 'mistake', message });

/** Reads `1m, 5m, 15m, 1h*3, 6h*4`: pauses in s, m, h or d, `*n` repeats one; at most ten in all. */
export const parseRetrySchedule = (text: string): ScheduleReading => {
  if (text.length > longestText) return mistake(`is longer than ${longestText} characters`);
  const schedule: number[] = [];
  for (const step of text.split(',').map((each) => each.trim())) {
    const found = /^(\d{1,6})\s?([smhd])(?:\s?\*\s?(\d{1,2}))?$/.exec(step);
    if (found === null) return mistake(`"${step.slice(0, 20)}" is no pause; write it as 15m, 1h or 6h*4`);
    const pauseMs = Number(found[1]) * unitMs[found[2] as Unit];
    const times = Number(found[3] ?? 1);
    if (pauseMs < shortestPauseMs || pauseMs > longestPauseMs) return mistake(`"${step}": a pause is 1s to 7d`);
    if (times < 1 || schedule.length + times > mostRetries)
      return mistake(`has other than 1 to ${mostRetries} retries in all`);
    schedule.push(...Array.from({ length: times }, () => pauseMs));
  }
  return { kind: 'schedule', schedule };
};

const units: readonly Unit[] = ['d', 'h', 'm', 's'];

const formatPause = (pauseMs: number): string => {
  const unit = units.find((each) => pauseMs % unitMs[each] === 0) ?? 's';
  return `${Math.round(pauseMs / unitMs[unit])}${unit}`;
};

/** The shortest text that reads back as this schedule. */
export const formatRetrySchedule = (schedule: RetrySchedule): string => {
  const runs: { readonly pause: string; times: number }[] = [];
  for (const pauseMs of schedule) {
    const pause = formatPause(pauseMs);
    const last = runs.at(-1);
    if (last?.pause === pause) last.times += 1;
    else runs.push({ pause, times: 1 });
  }
  return runs.map(({ pause, times }) => (times === 1 ? pause : `${pause}*${times}`)).join(', ');
};

/** How long to wait after this many failed attempts (from 1); null when the schedule is used up. */
export const pauseAfter = (schedule: RetrySchedule, failedAttempts: number): number | null =>
  schedule[failedAttempts - 1] ?? null;
