import { invalidParameterCombination } from './errors.ts';

/** The range that `StartTime` and `EndTime` give, in milliseconds since the epoch. @throws AwsError where it is empty */
export function timeRange(start: Date, end: Date): [from: number, to: number] {
  const from = start.getTime();
  const to = end.getTime();
  if (from >= to) throw invalidParameterCombination('The parameter StartTime must be less than the parameter EndTime.');
  return [from, to];
}
