import { campaignsContract } from './campaigns.contract.ts';

campaignsContract(() => Promise.resolve({}));
