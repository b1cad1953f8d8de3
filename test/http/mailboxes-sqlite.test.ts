import { mailboxContract } from './mailboxes.contract.ts';

mailboxContract(() => Promise.resolve({}));
