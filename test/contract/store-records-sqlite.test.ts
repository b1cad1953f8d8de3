import { storeRecordsContract } from './store-records.contract.ts';

storeRecordsContract(() => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }));
