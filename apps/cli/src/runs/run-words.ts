/** Names of a run, for the help of commands. */
export const RUN_WORDS = 'name, beginning of a name, ARN, or last';
