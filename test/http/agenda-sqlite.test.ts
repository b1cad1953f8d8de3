import { agendaLimitsContract } from './agenda-limits.contract.ts';
import { agendaContract } from './agenda.contract.ts';

const inMemory = { engine: 'sqlite', path: ':memory:', contentDirectory: null } as const;

agendaContract(() => Promise.resolve(inMemory));
agendaLimitsContract(() => Promise.resolve(inMemory));
