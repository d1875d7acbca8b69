/** The label of every container of a run; its value is the run's id. */
export const RUN_LABEL = 'stepmaker-e2e-run';
