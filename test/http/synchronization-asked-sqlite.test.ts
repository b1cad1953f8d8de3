import { askedContract } from './synchronization-asked.contract.ts';

askedContract(() => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }));
