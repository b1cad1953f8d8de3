import { freshSchemas } from '../support/fresh-schema.ts';
import { routerContract } from './router.contract.ts';
import { routerWaysContract } from './router-ways.contract.ts';

const newSchema = await freshSchemas();

const newStore = async () => ({ store: { engine: 'postgres' as const, url: await newSchema(), connections: 4 } });
routerContract(newStore);
routerWaysContract(newStore);
