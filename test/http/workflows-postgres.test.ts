import { freshSchemas } from '../support/fresh-schema.ts';
import { workflowsContract } from './workflows.contract.ts';
import { writingWorkflowsContract } from './writing-workflows.contract.ts';

const newSchema = await freshSchemas();

workflowsContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
writingWorkflowsContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
