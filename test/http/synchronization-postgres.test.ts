import { freshSchemas } from '../support/fresh-schema.ts';
import { synchronizationContract } from './synchronization.contract.ts';

const newSchema = await freshSchemas();

synchronizationContract(async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }));
