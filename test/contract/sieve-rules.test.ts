import { startCyrus } from '../support/cyrus.ts';
import { startDovecot } from '../support/dovecot.ts';
import { asClient } from '../support/imap-client.ts';
import { promisesOfSieveRules, type ScriptServer, sieveMasters, sieveUsers } from './sieve-rules.contract.ts';

promisesOfSieveRules('Dovecot', () => startDovecot({ users: sieveUsers, masters: sieveMasters }));

/** Cyrus has scripts for those alone who have a mailbox, and makes that when they come for the first time. */
const cyrusWithMailboxes = async (): Promise<ScriptServer> => {
  const cyrus = await startCyrus({ users: sieveUsers, masters: sieveMasters });
  const { imapPort: port, authority } = cyrus;
  for (const [user, secret] of Object.entries(sieveUsers))
    await asClient({ port, implicitTls: false, authority, user, secret }, () => Promise.resolve());
  return cyrus;
};
promisesOfSieveRules('Cyrus', cyrusWithMailboxes);
