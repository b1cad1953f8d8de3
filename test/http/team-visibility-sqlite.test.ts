import { teamVisibilityContract } from './team-visibility.contract.ts';

teamVisibilityContract(() => Promise.resolve({}));
