import { type DefinitionSyntax, type Diagnostic, type ValidateOptions, validateStateMachine } from '@stepmaker/asl';
import { parseIntrinsic } from '../intrinsics/parse-intrinsic.ts';
import { parsePath } from '../json-path/parse-path.ts';
import { InvalidPathError, isReferencePath } from '../json-path/path.ts';
import { readExpression } from '../jsonata/read-expression.ts';

/** Language of the strings in a definition. */
export const definitionSyntax: DefinitionSyntax = {
  isPath: (text) => reads(() => parsePath(text)),
  isReferencePath: (text) => reads(() => requireReference(text)),
  isIntrinsicCall: (text) => reads(() => parseIntrinsic(text)),
  readJsonata: readExpression,
};

/**
 * Checks a state machine's definition as ValidateStateMachineDefinition does, each path and expression to its last character: the engine
 * runs whatever is taken here.
 *
 * @param definition the text of a definition, or what it parses to
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 * @public
 */
export function validateDefinition(definition: unknown, options: Omit<ValidateOptions, 'syntax'> = {}): readonly Diagnostic[] {
  return validateStateMachine(definition, { ...options, syntax: definitionSyntax });
}

function requireReference(text: string): void {
  if (!isReferencePath(parsePath(text))) throw new InvalidPathError('names more than one place');
}

/** A definition that is nested too deeply to be read is not valid either. */
function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
