import { freshSchemas } from '../support/fresh-schema.ts';
import { appointmentContract } from './appointments.contract.ts';

const newSchema = await freshSchemas();
const onPostgres = async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }) as const;

appointmentContract(onPostgres);
