import { templatesContract } from './templates.contract.ts';

templatesContract(() => Promise.resolve({}));
