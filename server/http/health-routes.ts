import { Router } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../ports/store.ts';

/** O6: alive, ready, and figures for Prometheus. None of them names a person or a message. */
export const healthRoutes = (store: Store): Router => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'correspond_' });
  const durations = new Histogram({
    name: 'correspond_http_request_seconds',
    help: 'Time to answer, by method and status class',
    labelNames: ['method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'correspond_undeliverable_mails',
    help: 'Mail that is held until somebody settles it',
    registers: [registry],
    async collect() {
      // Without the database the figure is unknown, and the others are wanted all the more.
      this.set(await store.system.countUndeliverable().catch(() => Number.NaN));
    },
  });
  const router = Router();
  router.use((request, response, next) => {
    const stop = durations.startTimer();
    response.once('finish', () => {
      stop({ method: request.method, status: `${Math.floor(response.statusCode / 100)}xx` });
    });
    next();
  });
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      await store.system.ping();
      response.json({ status: 'ready', undeliverableMails: await store.system.countUndeliverable() });
    } catch {
      // The reason is in the log of whoever asked the store; a load balancer needs the status alone.
      response.status(503).json({ status: 'the database cannot be reached' });
    }
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
};
