import { agendaSynchronizationContract } from './synchronization-agenda.contract.ts';

agendaSynchronizationContract(() => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }));
