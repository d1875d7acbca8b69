/** Key of the tag on everything of a stack, also on what the pipeline makes at run time; the value is the stack's name. */
export const STACK_TAG = 'stepmaker:stack';
