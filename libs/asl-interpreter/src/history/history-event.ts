/**
 * One event of an execution's history, as GetExecutionHistory answers it: the same names, with texts of JSON where the API has texts.
 * The one difference: {@link HistoryEvent.timestamp} is a number.
 *
 * Exactly one `…EventDetails` member is there, or none where AWS gives none. `inputDetails`, `outputDetails` and
 * `assignedVariablesDetails` are left out: they always say `{ truncated: false }`, and whoever answers the API adds them.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 * @public
 */
export interface HistoryEvent {
  /** 1 for the first event of an execution, and so on without gaps. */
  readonly id: number;
  /** The event that led to this one; 0 for the first two. */
  readonly previousEventId: number;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly type: HistoryEventType;

  readonly activityFailedEventDetails?: ErrorEventDetails;
  readonly activityScheduleFailedEventDetails?: ErrorEventDetails;
  readonly activityScheduledEventDetails?: ActivityScheduledEventDetails;
  readonly activityStartedEventDetails?: { readonly workerName?: string };
  readonly activitySucceededEventDetails?: OutputEventDetails;
  readonly activityTimedOutEventDetails?: ErrorEventDetails;

  readonly taskFailedEventDetails?: TaskErrorEventDetails;
  readonly taskScheduledEventDetails?: TaskScheduledEventDetails;
  readonly taskStartFailedEventDetails?: TaskErrorEventDetails;
  readonly taskStartedEventDetails?: TaskEventDetails;
  readonly taskSubmitFailedEventDetails?: TaskErrorEventDetails;
  readonly taskSubmittedEventDetails?: TaskOutputEventDetails;
  readonly taskSucceededEventDetails?: TaskOutputEventDetails;
  readonly taskTimedOutEventDetails?: TaskErrorEventDetails;

  readonly executionFailedEventDetails?: ErrorEventDetails;
  readonly executionStartedEventDetails?: ExecutionStartedEventDetails;
  readonly executionSucceededEventDetails?: OutputEventDetails;
  readonly executionAbortedEventDetails?: ErrorEventDetails;
  readonly executionTimedOutEventDetails?: ErrorEventDetails;
  readonly executionRedrivenEventDetails?: { readonly redriveCount: number };

  readonly mapStateStartedEventDetails?: { readonly length: number };
  readonly mapIterationStartedEventDetails?: MapIterationEventDetails;
  readonly mapIterationSucceededEventDetails?: MapIterationEventDetails;
  readonly mapIterationFailedEventDetails?: MapIterationEventDetails;
  readonly mapIterationAbortedEventDetails?: MapIterationEventDetails;

  readonly lambdaFunctionFailedEventDetails?: ErrorEventDetails;
  readonly lambdaFunctionScheduleFailedEventDetails?: ErrorEventDetails;
  readonly lambdaFunctionScheduledEventDetails?: LambdaFunctionScheduledEventDetails;
  readonly lambdaFunctionStartFailedEventDetails?: ErrorEventDetails;
  readonly lambdaFunctionSucceededEventDetails?: OutputEventDetails;
  readonly lambdaFunctionTimedOutEventDetails?: ErrorEventDetails;

  readonly stateEnteredEventDetails?: StateEnteredEventDetails;
  readonly stateExitedEventDetails?: StateExitedEventDetails;

  readonly mapRunStartedEventDetails?: { readonly mapRunArn: string };
  readonly mapRunFailedEventDetails?: ErrorEventDetails;
  readonly mapRunRedrivenEventDetails?: { readonly mapRunArn: string; readonly redriveCount: number };

  readonly evaluationFailedEventDetails?: EvaluationFailedEventDetails;
}

/** The types of history events, by the API's names. @public */
export type HistoryEventType =
  | `Activity${'Failed' | 'Scheduled' | 'ScheduleFailed' | 'Started' | 'Succeeded' | 'TimedOut'}`
  | `Execution${'Aborted' | 'Failed' | 'Redriven' | 'Started' | 'Succeeded' | 'TimedOut'}`
  | `LambdaFunction${'Failed' | 'Scheduled' | 'ScheduleFailed' | 'Started' | 'StartFailed' | 'Succeeded' | 'TimedOut'}`
  | `Task${'Failed' | 'Scheduled' | 'Started' | 'StartFailed' | 'SubmitFailed' | 'Submitted' | 'Succeeded' | 'TimedOut'}`
  | `MapIteration${'Aborted' | 'Failed' | 'Started' | 'Succeeded'}`
  | `MapRun${'Aborted' | 'Failed' | 'Redriven' | 'Started' | 'Succeeded'}`
  | `${'Choice' | 'Map' | 'Parallel' | 'Pass' | 'Succeed' | 'Task' | 'Wait'}State${'Entered' | 'Exited'}`
  | `${'Map' | 'Parallel'}State${'Aborted' | 'Failed' | 'Started' | 'Succeeded'}`
  | `${'Task' | 'Wait'}StateAborted`
  | 'FailStateEntered'
  | 'EvaluationFailed';

/** Why something failed; either member is absent where AWS gives none. @public */
export interface ErrorEventDetails {
  readonly error?: string;
  readonly cause?: string;
}

/** Output of a step, as the text of JSON. @public */
export interface OutputEventDetails {
  readonly output?: string;
}

/** Integration of an event: `invoke` of `lambda`, `createTrainingJob.sync` of `sagemaker`. @public */
export interface TaskEventDetails {
  readonly resourceType: string;
  readonly resource: string;
}

/** A failure of an integration. @public */
export interface TaskErrorEventDetails extends TaskEventDetails, ErrorEventDetails {}

/** A result of an integration. @public */
export interface TaskOutputEventDetails extends TaskEventDetails, OutputEventDetails {}

/** A request to an integration. `parameters` is the text of JSON; times are seconds. @public */
export interface TaskScheduledEventDetails extends TaskEventDetails {
  readonly region: string;
  readonly parameters: string;
  readonly timeoutInSeconds?: number;
  readonly heartbeatInSeconds?: number;
  readonly taskCredentials?: { readonly roleArn?: string };
}

/** A request to an activity's workers. `resource` is the activity's ARN. @public */
export interface ActivityScheduledEventDetails {
  readonly resource: string;
  readonly input?: string;
  readonly timeoutInSeconds?: number;
  readonly heartbeatInSeconds?: number;
}

/** A request to a Lambda function that is the Task state's resource by its own ARN. @public */
export interface LambdaFunctionScheduledEventDetails {
  readonly resource: string;
  readonly input?: string;
  readonly timeoutInSeconds?: number;
  readonly taskCredentials?: { readonly roleArn?: string };
}

/** Details of the start of an execution. @public */
export interface ExecutionStartedEventDetails {
  readonly input?: string;
  readonly roleArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly stateMachineVersionArn?: string;
}

/** Iteration of a Map state. @public */
export interface MapIterationEventDetails {
  readonly name: string;
  readonly index: number;
}

/** The state that was entered, and its raw input as the text of JSON. @public */
export interface StateEnteredEventDetails {
  readonly name: string;
  readonly input?: string;
}

/** The state that was left, its output as the text of JSON, and each variable that it assigned as such a text. @public */
export interface StateExitedEventDetails {
  readonly name: string;
  readonly output?: string;
  readonly assignedVariables?: Readonly<Record<string, string>>;
}

/** The expression that failed: in which state, and in which of its fields. @public */
export interface EvaluationFailedEventDetails extends ErrorEventDetails {
  readonly location?: string;
  readonly state: string;
}
