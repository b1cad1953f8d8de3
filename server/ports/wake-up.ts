/** Tells a job of this process that there may be work for it now; others find it by themselves a little later. */
export type WakeUp = (job: string) => void;
