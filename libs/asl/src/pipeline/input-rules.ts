/**
 * The rule of one member of an input: a pattern for its type and text together, such as `number:0.7`, which matches alike in JavaScript and
 * in JSONata, and the same in words.
 */
export interface InputRule {
  readonly pattern: string;
  readonly be: string;
  /** The member must be given. @default false */
  readonly required?: true;
  /** Check that only the machine makes, once the pattern matches. @default - nothing */
  readonly machineCheck?: MachineCheck;
}

/** A check that needs values of the stack. */
export interface MachineCheck {
  /** A condition in JSONata on the member's text, `$t`. */
  readonly condition: string;
  /** The message where it does not hold. */
  readonly message: string;
}

/** The rules of an input, by member. A member that is null counts as absent. */
export type InputRules = Readonly<Record<string, InputRule>>;

/** An S3 URI of a bucket, a prefix or an object. */
export const s3Uri: InputRule = {
  pattern: '^string:s3:\\/\\/[a-z0-9.-]{3,63}(\\/.{0,900})?$',
  be: 'an S3 URI such as s3://bucket/data.csv',
};

/** A SageMaker instance type. */
export const instanceType: InputRule = {
  pattern: '^string:ml\\.[a-z0-9-]+\\.[a-z0-9]+$',
  be: 'an instance type such as ml.m5.large',
};

/** A name that SageMaker accepts. */
export const sageMakerName: InputRule = {
  pattern: '^string:[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$',
  be: '1 to 63 letters, digits and inner hyphens',
};

/** The message for a member that the input cannot have. */
export const UNKNOWN_MEMBER = 'is not known; check its spelling';

/** The message for a missing member that is required. */
export const MISSING_MEMBER = 'is required';

/** The message for an input that is not an object. */
export const NOT_AN_OBJECT = 'must be a JSON object; {} will do';

/** Members that an input may have and that mean nothing here: Step Functions adds them to nested executions. */
export const IGNORED_MEMBERS = '^AWS_';

/** Maximum number of characters of a wrong value that a message quotes. */
export const QUOTED_CHARACTERS = 80;
