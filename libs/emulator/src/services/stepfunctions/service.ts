import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { ActivityStore } from './activity-store.ts';
import { ExecutionHost } from './execution-host.ts';
import { ExecutionStore } from './execution-store.ts';
import { HistoryStore } from './history-store.ts';
import { MapRunStore } from './map-run-store.ts';
import { migrations } from './migrations.ts';
import * as activities from './operations/activities.ts';
import { createStateMachine } from './operations/create-state-machine.ts';
import { deleteStateMachine } from './operations/delete-state-machine.ts';
import { describeExecution } from './operations/describe-execution.ts';
import { describeStateMachine } from './operations/describe-state-machine.ts';
import { describeStateMachineForExecution } from './operations/describe-state-machine-for-execution.ts';
import { getExecutionHistory } from './operations/get-execution-history.ts';
import { listExecutions } from './operations/list-executions.ts';
import { listStateMachines } from './operations/list-state-machines.ts';
import * as mapRuns from './operations/map-runs.ts';
import { publishStateMachineVersion } from './operations/publish-state-machine-version.ts';
import { redriveExecution } from './operations/redrive-execution.ts';
import * as tags from './operations/resource-tags.ts';
import * as tokenTasks from './operations/send-task.ts';
import { startExecution, startSyncExecution } from './operations/start-execution.ts';
import * as aliases from './operations/state-machine-aliases.ts';
import * as versions from './operations/state-machine-versions.ts';
import { stopExecution } from './operations/stop-execution.ts';
import { testState } from './operations/test-state.ts';
import { updateStateMachine } from './operations/update-state-machine.ts';
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
      CreateActivity: activities.createActivity(sfn),
      CreateStateMachine: createStateMachine(sfn),
      CreateStateMachineAlias: aliases.createStateMachineAlias(sfn),
      DeleteActivity: activities.deleteActivity(sfn),
      DeleteStateMachine: deleteStateMachine(sfn),
      DeleteStateMachineAlias: aliases.deleteStateMachineAlias(sfn),
      DeleteStateMachineVersion: versions.deleteStateMachineVersion(sfn),
      DescribeActivity: activities.describeActivity(sfn),
      DescribeExecution: describeExecution(sfn),
      DescribeMapRun: mapRuns.describeMapRun(sfn),
      DescribeStateMachine: describeStateMachine(sfn),
      DescribeStateMachineAlias: aliases.describeStateMachineAlias(sfn),
      DescribeStateMachineForExecution: describeStateMachineForExecution(sfn),
      GetActivityTask: activities.getActivityTask(sfn),
      GetExecutionHistory: getExecutionHistory(sfn, history),
      ListActivities: activities.listActivities(sfn),
      ListExecutions: listExecutions(sfn),
      ListMapRuns: mapRuns.listMapRuns(sfn),
      ListStateMachineAliases: aliases.listStateMachineAliases(sfn),
      ListStateMachineVersions: versions.listStateMachineVersions(sfn),
      ListStateMachines: listStateMachines(sfn),
      ListTagsForResource: tags.listTagsForResource(sfn),
      PublishStateMachineVersion: publishStateMachineVersion(sfn),
      RedriveExecution: redriveExecution(sfn),
      SendTaskFailure: tokenTasks.sendTaskFailure(sfn),
      SendTaskHeartbeat: tokenTasks.sendTaskHeartbeat(sfn),
      SendTaskSuccess: tokenTasks.sendTaskSuccess(sfn),
      StartExecution: startExecution(sfn),
      StartSyncExecution: startSyncExecution(sfn),
      StopExecution: stopExecution(sfn),
      TagResource: tags.tagResource(sfn),
      TestState: testState(sfn),
      UntagResource: tags.untagResource(sfn),
      UpdateMapRun: mapRuns.updateMapRun(sfn),
      UpdateStateMachine: updateStateMachine(sfn),
      UpdateStateMachineAlias: aliases.updateStateMachineAlias(sfn),
      ValidateStateMachineDefinition: validateStateMachineDefinition(),
    },
  };
}
