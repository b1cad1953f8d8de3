import { connectionsContract } from './connections.contract.ts';

connectionsContract(() => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }));
