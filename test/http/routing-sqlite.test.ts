import { routingContract } from './routing.contract.ts';

routingContract(() => Promise.resolve({}));
