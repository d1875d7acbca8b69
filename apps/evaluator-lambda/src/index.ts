export type { Verdict } from './evaluate-model.ts';
export { type EvaluatorEvent, handler } from './handler.ts';
