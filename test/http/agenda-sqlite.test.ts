import { agendaContract } from './agenda.contract.ts';

agendaContract(() => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }));
