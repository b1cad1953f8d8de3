import { freshSchemas } from '../support/fresh-schema.ts';
import { routingContract } from './routing.contract.ts';

const newSchema = await freshSchemas();

routingContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
