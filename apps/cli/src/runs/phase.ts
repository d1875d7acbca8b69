/** The parts of a run as people see them, in their order. */
export const PHASES: readonly string[] = ['Preprocess', 'Train', 'Evaluate', 'QualityGate', 'Deploy', 'SmokeTest'];

/** The phase of a state: creating, updating and waiting for the endpoint is one thing to a reader, and so is trying it out. */
export function phaseOf(stateName: string): string {
  if (/^(ReadSchema|SmokeTest|EndpointAnswers)$/.test(stateName)) return 'SmokeTest';
  return /Endpoint|^CreateModel$|^NextMove$/.test(stateName) ? 'Deploy' : stateName;
}
