import { freshSchemas } from '../support/fresh-schema.ts';
import { graphSynchronizationContract } from './synchronization-graph.contract.ts';

const newSchema = await freshSchemas();

graphSynchronizationContract(async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }));
