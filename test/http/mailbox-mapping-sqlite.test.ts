import { mailboxMappingContract } from './mailbox-mapping.contract.ts';

mailboxMappingContract(() => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }));
