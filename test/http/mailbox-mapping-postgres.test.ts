import { freshSchemas } from '../support/fresh-schema.ts';
import { mailboxMappingContract } from './mailbox-mapping.contract.ts';

const newSchema = await freshSchemas();

mailboxMappingContract(async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }));
