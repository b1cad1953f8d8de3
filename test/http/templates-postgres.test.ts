import { freshSchemas } from '../support/fresh-schema.ts';
import { templatesContract } from './templates.contract.ts';

const newSchema = await freshSchemas();

templatesContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
