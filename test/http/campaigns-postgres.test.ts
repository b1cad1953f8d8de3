import { freshSchemas } from '../support/fresh-schema.ts';
import { campaignCourseContract } from './campaign-course.contract.ts';
import { campaignsContract } from './campaigns.contract.ts';

const newSchema = await freshSchemas();
const newStore = async () => ({ store: { engine: 'postgres' as const, url: await newSchema(), connections: 4 } });

campaignsContract(newStore);
campaignCourseContract(newStore);
