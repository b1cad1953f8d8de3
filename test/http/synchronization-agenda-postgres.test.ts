import { freshSchemas } from '../support/fresh-schema.ts';
import { agendaSynchronizationContract } from './synchronization-agenda.contract.ts';

const newSchema = await freshSchemas();

agendaSynchronizationContract(async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }));
