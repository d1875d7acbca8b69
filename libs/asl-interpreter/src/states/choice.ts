import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { unexpectedType } from '../flow/field-source.ts';
import { assignJsonPath, finishJsonata, inputOf, outputOf } from '../flow/input-output.ts';
import { evaluateJsonataTemplate, type JsonataTemplate } from '../jsonata/jsonata-template.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { ChoiceNode, ChoiceRule } from '../program/state-node.ts';
import { runtimeFailure } from '../state-failure.ts';
import { meetsTest } from './choice-test.ts';

/** Choice: goes where its first matching rule says. @throws StateFailure */
export function runChoice(runner: Runner, frame: Frame, node: ChoiceNode): MaybePromise<void> {
  if (node.language === 'JSONata') return tryRule(runner, frame, node, 0);
  const input = inputOf(runner, frame, node);
  const environment = new FrameEnvironment(runner, frame);
  const index = node.rules.findIndex(
    (candidate) => candidate.test !== undefined && meetsTest(candidate.test, input, environment),
  );
  const rule = node.rules[index];
  const next = rule?.next ?? node.default;
  if (next === undefined) throw noMatch();
  runner.covered(rule === undefined ? `${node.pointer}/Default` : `${node.pointer}/Choices/${index}`);
  const assigned = assignJsonPath(runner, frame, rule === undefined ? node.assign : rule.assign, input);
  runner.exit(frame, outputOf(runner, frame, node, input), assigned, next);
}

/** Tries JSONata's rules in order, from one of them on. */
function tryRule(runner: Runner, frame: Frame, node: ChoiceNode, index: number): MaybePromise<void> {
  const rule = node.rules[index];
  if (rule === undefined) {
    if (node.default === undefined) throw noMatch();
    runner.covered(`${node.pointer}/Default`);
    return finishJsonata(runner, frame, { output: node.output, assign: node.assign, next: node.default }, frame.input);
  }
  const condition = rule.condition as JsonataTemplate;
  const value = evaluateJsonataTemplate(condition, () => new FrameEnvironment(runner, frame).bindings());
  return andThen(value, (met) => {
    if (typeof met !== 'boolean')
      throw unexpectedType({ kind: 'jsonata', field: `Choices[${index}]/Condition`, template: condition }, 'boolean', met);
    if (!met) return tryRule(runner, frame, node, index + 1);
    runner.covered(`${node.pointer}/Choices/${index}`);
    const output: Pick<ChoiceRule, 'output' | 'assign' | 'next'> = {
      output: rule.output ?? node.output,
      assign: rule.assign,
      next: rule.next,
    };
    return finishJsonata(runner, frame, output, frame.input);
  });
}

function noMatch(): ReturnType<typeof runtimeFailure> {
  return runtimeFailure('Failed to transition out of the state. The state does not point to a next state.');
}
