import { routerContract } from './router.contract.ts';
import { routerWaysContract } from './router-ways.contract.ts';

routerContract(() => Promise.resolve({}));
routerWaysContract(() => Promise.resolve({}));
