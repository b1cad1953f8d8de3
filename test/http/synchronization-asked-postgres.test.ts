import { freshSchemas } from '../support/fresh-schema.ts';
import { askedContract } from './synchronization-asked.contract.ts';

const newSchema = await freshSchemas();

askedContract(async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }));
