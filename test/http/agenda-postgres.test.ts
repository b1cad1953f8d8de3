import { freshSchemas } from '../support/fresh-schema.ts';
import { agendaContract } from './agenda.contract.ts';

const newSchema = await freshSchemas();

agendaContract(async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }));
