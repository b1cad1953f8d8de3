import { freshSchemas } from '../support/fresh-schema.ts';
import { connectionsContract } from './connections.contract.ts';

const newSchema = await freshSchemas();

connectionsContract(async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }));
