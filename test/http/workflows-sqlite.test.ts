import { workflowsContract } from './workflows.contract.ts';
import { writingWorkflowsContract } from './writing-workflows.contract.ts';

workflowsContract(() => Promise.resolve({}));
writingWorkflowsContract(() => Promise.resolve({}));
