/** The phases of a run as the command line shows them, in their order. */
export const PHASES: readonly string[] = ['Preprocess', 'Train', 'Evaluate', 'QualityGate', 'Deploy'];

/** The phase of a state: reading the schema prepares the deployment, so it belongs to that. */
export function phaseOf(stateName: string): string {
  return stateName === 'ReadSchema' ? 'Deploy' : stateName;
}
