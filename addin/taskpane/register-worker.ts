/** The pane has its first answers by then. */
const afterFirstViewMs = 2_000;

/** Has the browser keep the pane's own files, so that it opens without the server too. Where it cannot, nothing changes. */
export const registerWorker = (): void => {
  setTimeout(() => void register().catch(() => undefined), afterFirstViewMs);
};

/** Some Outlooks have none, and some browsers refuse it inside a frame. */
const register = async (): Promise<void> => {
  const workers = (navigator as Partial<Navigator>).serviceWorker;
  await workers?.register('/addin/service-worker.js', { scope: '/addin/' });
};
