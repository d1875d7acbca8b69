import type { ExecutionInit } from '../contract/execution-init.ts';
import type { Child, MapRun } from '../execution/map-run.ts';
import type { Json } from '../json.ts';
import { formatTimestamp } from '../time/timestamp.ts';

/** What a distributed Map gives that writes its results nowhere: the outputs of its children, or what WriterConfig makes of them. */
export function transformResults(init: ExecutionInit, run: MapRun, transformation: Json | undefined): Json {
  if (transformation === 'NONE') return run.children.map((child) => record(init, run, child));
  const outputs = run.children.filter((child) => child.status === 'succeeded').map((child) => child.output as Json);
  return transformation === 'FLATTEN' ? outputs.flat(1) : outputs;
}

/** Output of DescribeExecution for a child. */
function record(init: ExecutionInit, run: MapRun, child: Child): Json {
  const stateMachineArn = `${init.stateMachineArn}/${run.label}`;
  return {
    ExecutionArn: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${child.name}`,
    Input: JSON.stringify(child.input),
    InputDetails: { Included: true },
    Name: child.name,
    ...(child.output === undefined ? {} : { Output: JSON.stringify(child.output), OutputDetails: { Included: true } }),
    ...(child.error === undefined ? {} : { Error: child.error }),
    ...(child.cause === undefined ? {} : { Cause: child.cause }),
    RedriveCount: 0,
    StartDate: formatTimestamp(child.startDate),
    StateMachineArn: stateMachineArn,
    Status: child.status === 'timedOut' ? 'TIMED_OUT' : child.status.toUpperCase(),
    StopDate: formatTimestamp(child.stopDate as number),
  };
}
