import { freshSchemas } from '../support/fresh-schema.ts';
import { campaignsContract } from './campaigns.contract.ts';

const newSchema = await freshSchemas();

campaignsContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
