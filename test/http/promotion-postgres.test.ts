import { freshSchemas } from '../support/fresh-schema.ts';
import { promotionContract } from './promotion.contract.ts';

const newSchema = await freshSchemas();

promotionContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
