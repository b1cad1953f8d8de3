import { freshSchemas } from '../support/fresh-schema.ts';
import { teamVisibilityContract } from './team-visibility.contract.ts';

const newSchema = await freshSchemas();

teamVisibilityContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
