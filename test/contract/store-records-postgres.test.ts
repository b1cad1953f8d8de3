import { freshSchemas } from '../support/fresh-schema.ts';
import { storeRecordsContract } from './store-records.contract.ts';

const newSchema = await freshSchemas();

storeRecordsContract(async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }));
