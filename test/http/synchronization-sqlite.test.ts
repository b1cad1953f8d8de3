import { synchronizationContract } from './synchronization.contract.ts';

synchronizationContract(() => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }));
