import { freshSchemas } from '../support/fresh-schema.ts';
import { mailboxContract } from './mailboxes.contract.ts';

const newSchema = await freshSchemas();

mailboxContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
