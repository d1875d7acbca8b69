import { evaluateCondition, type Scope } from './intrinsics.ts';
import { isObject, type Json } from './json.ts';
import type { Template } from './template.ts';
import { validationError } from './validation-error.ts';

/**
 * Checks the assertions of a template's rules against its parameters.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 * @throws AwsError `ValidationError` with the descriptions of the assertions that fail
 */
export function checkRules(template: Template, scope: Scope): void {
  for (const [name, rule] of Object.entries(template.rules)) {
    if (!isObject(rule) || !Array.isArray(rule['Assertions'])) {
      throw validationError(`Template format error: Rule ${name} must contain a list of Assertions.`);
    }
    if (rule['RuleCondition'] !== undefined && !evaluateCondition(rule['RuleCondition'], scope)) continue;
    for (const assertion of rule['Assertions'] as readonly Json[]) {
      if (!isObject(assertion) || assertion['Assert'] === undefined) {
        throw validationError(`Template format error: Every assertion of rule ${name} must contain an Assert member.`);
      }
      if (evaluateCondition(assertion['Assert'], scope)) continue;
      throw validationError(
        `Template error: Rule ${name} failed: ${String(assertion['AssertDescription'] ?? 'assertion is false')}`,
      );
    }
  }
}
