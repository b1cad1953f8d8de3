import { campaignCourseContract } from './campaign-course.contract.ts';
import { campaignsContract } from './campaigns.contract.ts';

const newStore = () => Promise.resolve({});

campaignsContract(newStore);
campaignCourseContract(newStore);
