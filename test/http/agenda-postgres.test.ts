import { freshSchemas } from '../support/fresh-schema.ts';
import { agendaLimitsContract } from './agenda-limits.contract.ts';
import { agendaContract } from './agenda.contract.ts';

const newSchema = await freshSchemas();
const onPostgres = async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }) as const;

agendaContract(onPostgres);
agendaLimitsContract(onPostgres);
