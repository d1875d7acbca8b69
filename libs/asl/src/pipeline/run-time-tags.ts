/** The tag whose value is the stack's name; on every SageMaker resource that an execution makes. */
export const STACK_TAG_KEY = 'stepmaker:stack';

/** The tag whose value is the run's id; on every SageMaker resource that an execution makes. */
export const EXECUTION_TAG_KEY = 'stepmaker:execution';
