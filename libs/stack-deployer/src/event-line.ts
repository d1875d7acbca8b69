import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Palette, Tone } from './palette.ts';

/** An event of a stack as one line: time, status, type and logical id of the resource, and the reason when there is one. */
export function eventLine(event: StackEvent, palette: Palette): string {
  const { Timestamp, ResourceStatus = '', ResourceType = '', LogicalResourceId = '', ResourceStatusReason = '' } = event;
  const time = Timestamp ? Timestamp.toISOString().slice(11, 19) : '        ';
  const tone = toneOf(ResourceStatus);
  const status = ResourceStatus.padEnd(28);
  const reason = ResourceStatusReason === '' || ResourceStatusReason === 'User Initiated' ? '' : `  ${ResourceStatusReason}`;
  const line = `${LogicalResourceId}  ${palette('faint', ResourceType)}`;
  return `${time}  ${tone ? palette(tone, status) : status}  ${line}${tone ? palette(tone, reason) : reason}`;
}

function toneOf(status: string): Tone | undefined {
  if (status.endsWith('_FAILED') || status.includes('ROLLBACK')) return 'failed';
  return status.endsWith('_COMPLETE') ? 'succeeded' : undefined;
}
