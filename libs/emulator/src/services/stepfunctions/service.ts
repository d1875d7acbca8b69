import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { ActivityStore } from './activity-store.ts';
import { ExecutionHost } from './execution-host.ts';
import { ExecutionStore } from './execution-store.ts';
import { HistoryStore } from './history-store.ts';
import { MapRunStore } from './map-run-store.ts';
import { migrations } from './migrations.ts';
import { createActivity } from './operations/create-activity.ts';
import { createStateMachine } from './operations/create-state-machine.ts';
import { createStateMachineAlias } from './operations/create-state-machine-alias.ts';
import { deleteActivity } from './operations/delete-activity.ts';
import { deleteStateMachine } from './operations/delete-state-machine.ts';
import { deleteStateMachineAlias } from './operations/delete-state-machine-alias.ts';
import { deleteStateMachineVersion } from './operations/delete-state-machine-version.ts';
import { describeActivity } from './operations/describe-activity.ts';
import { describeExecution } from './operations/describe-execution.ts';
import { describeMapRun } from './operations/describe-map-run.ts';
import { describeStateMachine } from './operations/describe-state-machine.ts';
import { describeStateMachineAlias } from './operations/describe-state-machine-alias.ts';
import { describeStateMachineForExecution } from './operations/describe-state-machine-for-execution.ts';
import { getActivityTask } from './operations/get-activity-task.ts';
import { getExecutionHistory } from './operations/get-execution-history.ts';
import { listActivities } from './operations/list-activities.ts';
import { listExecutions } from './operations/list-executions.ts';
import { listMapRuns } from './operations/list-map-runs.ts';
import { listStateMachineAliases } from './operations/list-state-machine-aliases.ts';
import { listStateMachineVersions } from './operations/list-state-machine-versions.ts';
import { listStateMachines } from './operations/list-state-machines.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { publishStateMachineVersion } from './operations/publish-state-machine-version.ts';
import { redriveExecution } from './operations/redrive-execution.ts';
import { sendTaskFailure } from './operations/send-task-failure.ts';
import { sendTaskHeartbeat } from './operations/send-task-heartbeat.ts';
import { sendTaskSuccess } from './operations/send-task-success.ts';
import { startExecution } from './operations/start-execution.ts';
import { startSyncExecution } from './operations/start-sync-execution.ts';
import { stopExecution } from './operations/stop-execution.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testState } from './operations/test-state.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateMapRun } from './operations/update-map-run.ts';
import { updateStateMachine } from './operations/update-state-machine.ts';
import { updateStateMachineAlias } from './operations/update-state-machine-alias.ts';
import { validateStateMachineDefinition } from './operations/validate-state-machine-definition.ts';
import { StateMachineStore } from './state-machine-store.ts';
import type { StepFunctions } from './step-functions.ts';
import { TaskRunner } from './task-runner.ts';
import { TaskTokens } from './task-tokens.ts';
import { Traces } from './traces.ts';
import { VendedLogs } from './vended-logs.ts';

/** AWS Step Functions. @see https://docs.aws.amazon.com/step-functions/latest/apireference/Welcome.html */
export function createStepFunctionsService(runtime: Runtime): Service {
  const database = runtime.store.database('stepfunctions', migrations);
  const machines = new StateMachineStore(runtime.store, database);
  const executions = new ExecutionStore(database);
  const history = new HistoryStore(database);
  const mapRunStore = new MapRunStore(runtime.store);
  const activityStore = new ActivityStore(runtime.store);
  const tokens = new TaskTokens();
  const tasks = new TaskRunner(runtime, tokens, activityStore);
  const traces = new Traces(runtime);
  const host = new ExecutionHost({
    runtime,
    machines,
    executions,
    history,
    mapRuns: mapRunStore,
    tasks,
    logs: new VendedLogs(runtime),
    traces,
  });
  const sfn: StepFunctions = {
    runtime,
    machines,
    executions,
    mapRuns: mapRunStore,
    activities: activityStore,
    tokens,
    tasks,
    host,
  };
  return {
    id: 'stepfunctions',
    resourceTags: (arn) => (machines.machines.get(arn) ?? activityStore.activities.get(arn))?.tags,
    start: () => host.start(),
    stop: async () => {
      host.stop();
      await traces.flush();
    },
    operations: {
      CreateActivity: createActivity(sfn),
      CreateStateMachine: createStateMachine(sfn),
      CreateStateMachineAlias: createStateMachineAlias(sfn),
      DeleteActivity: deleteActivity(sfn),
      DeleteStateMachine: deleteStateMachine(sfn),
      DeleteStateMachineAlias: deleteStateMachineAlias(sfn),
      DeleteStateMachineVersion: deleteStateMachineVersion(sfn),
      DescribeActivity: describeActivity(sfn),
      DescribeExecution: describeExecution(sfn),
      DescribeMapRun: describeMapRun(sfn),
      DescribeStateMachine: describeStateMachine(sfn),
      DescribeStateMachineAlias: describeStateMachineAlias(sfn),
      DescribeStateMachineForExecution: describeStateMachineForExecution(sfn),
      GetActivityTask: getActivityTask(sfn),
      GetExecutionHistory: getExecutionHistory(sfn, history),
      ListActivities: listActivities(sfn),
      ListExecutions: listExecutions(sfn),
      ListMapRuns: listMapRuns(sfn),
      ListStateMachineAliases: listStateMachineAliases(sfn),
      ListStateMachineVersions: listStateMachineVersions(sfn),
      ListStateMachines: listStateMachines(sfn),
      ListTagsForResource: listTagsForResource(sfn),
      PublishStateMachineVersion: publishStateMachineVersion(sfn),
      RedriveExecution: redriveExecution(sfn),
      SendTaskFailure: sendTaskFailure(sfn),
      SendTaskHeartbeat: sendTaskHeartbeat(sfn),
      SendTaskSuccess: sendTaskSuccess(sfn),
      StartExecution: startExecution(sfn),
      StartSyncExecution: startSyncExecution(sfn),
      StopExecution: stopExecution(sfn),
      TagResource: tagResource(sfn),
      TestState: testState(sfn),
      UntagResource: untagResource(sfn),
      UpdateMapRun: updateMapRun(sfn),
      UpdateStateMachine: updateStateMachine(sfn),
      UpdateStateMachineAlias: updateStateMachineAlias(sfn),
      ValidateStateMachineDefinition: validateStateMachineDefinition(),
    },
  };
}
