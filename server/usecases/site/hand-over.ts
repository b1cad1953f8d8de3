import { chooseDeployment } from '../../domain/site/choose-deployment.ts';
import type { DeliveryReceipt, Deployment, HandedMail } from '../../ports/deployments.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import type { Store } from '../../ports/store.ts';
import type { Alongside } from '../receive-message.ts';
import type { ReceivedMail, ReceiveReceipt } from '../receive/received-mail.ts';

export interface HandOverNeeds {
  /** What the site itself remembers: places in mailboxes, never mail. */
  readonly store: Store;
  /** Which deployments share this mailbox, the one first whose log gets nobody's mail. */
  readonly deploymentsOf: (mail: ReceivedMail) => readonly Deployment[];
}

/** One answer of a deployment is waited for no longer. */
const withinMs = 120_000;

const handOver = async (deployments: readonly Deployment[], mail: HandedMail): Promise<DeliveryReceipt> => {
  const deliver = (index: number, quarantine = false): Promise<DeliveryReceipt> => {
    const deployment = deployments[index];
    if (deployment === undefined)
      throw new TemporaryFailure('This mailbox is no longer served.', { code: 'deployment_unavailable' });
    return deployment.deliver(mail, quarantine, AbortSignal.timeout(withinMs));
  };
  if (deployments.length <= 1) return deliver(0);
  const verdicts = await Promise.all(deployments.map((one) => one.check(mail, AbortSignal.timeout(withinMs))));
  const choice = chooseDeployment(verdicts.map(({ promote, outcome }) => ({ promote, reason: outcome.reason })));
  if (choice.kind === 'quarantine') return deliver(choice.to, true);
  const receipts = await Promise.all(choice.to.map((index) => deliver(index)));
  return receipts[0] ?? deliver(0);
};

/**
 * A18: a mail of a site's mailbox is handed over, and only what the server has confirmed is written down here as handled.
 * Nothing of the mail is kept. Throws what the deployments throw.
 */
export const receiveAtSite =
  ({ store, deploymentsOf }: HandOverNeeds) =>
  async (mail: ReceivedMail, alongside: Alongside): Promise<ReceiveReceipt> => {
    const { bytes, foundAt, wrapping } = mail;
    const receipt = await handOver(deploymentsOf(mail), { bytes, foundAt: foundAt ?? '', wrapping });
    await store.transact(mail.organizationId, (tx) => alongside(tx, receipt));
    return receipt;
  };
