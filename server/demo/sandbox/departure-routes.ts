import express, { Router } from 'express';
import { createTransport } from 'nodemailer';
import { addressKey } from '#shared/model/address.ts';
import { type Sandbox, sandboxMailBytes } from './sandbox.ts';

/** Of one mail that is sent in the simulated Outlook. */
const mostRecipients = 100;

const addressesIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');

/** An envelope of addresses that can be written into SMTP, or null. */
const envelopeOf = (query: express.Request['query']): { from: string; to: string[] } | null => {
  const [from] = addressesIn(query['from']);
  const to = addressesIn(query['to']);
  if (from === undefined || to.length === 0 || to.length > mostRecipients) return null;
  return [from, ...to].every((address) => addressKey(address) !== null) ? { from, to } : null;
};

/** A refusal of the sandbox is told with its code; whatever else goes wrong is temporary. */
const statusOf = (error: unknown): number =>
  error instanceof Error && 'responseCode' in error && Number(error.responseCode) >= 500 ? 422 : 503;

/**
 * What is sent in the simulated Outlook: the page hands over the bytes with the envelope in the address, and from here they
 * go by SMTP to the sandbox, as from the server of a mailbox. 204, or why not.
 */
export const departureRoutes = ({ port }: Pick<Sandbox, 'port'>): Router => {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const router = Router();
  // A type that no page of another origin may send without being asked (CORS).
  router.post('/departures', express.raw({ type: 'message/rfc822', limit: sandboxMailBytes }), (request, response) => {
    const envelope = envelopeOf(request.query);
    const raw: unknown = request.body;
    if (envelope === null || !Buffer.isBuffer(raw)) {
      const remedy = `Send message/rfc822 with ?from=ADDRESS&to=ADDRESS, 1 to ${mostRecipients} of them.`;
      response.status(400).type('text/plain').send(remedy);
      return;
    }
    transport.sendMail({ envelope, raw }).then(
      () => response.status(204).end(),
      (error: unknown) =>
        response.status(statusOf(error)).type('text/plain').send('The sandbox did not take the mail.'),
    );
  });
  return router;
};
