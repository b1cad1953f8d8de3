import { appointmentContract } from './appointments.contract.ts';

const inMemory = { engine: 'sqlite', path: ':memory:', contentDirectory: null } as const;

appointmentContract(() => Promise.resolve(inMemory));
