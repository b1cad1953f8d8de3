import { graphSynchronizationContract } from './synchronization-graph.contract.ts';

graphSynchronizationContract(() => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }));
