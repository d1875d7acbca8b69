import type { Caller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';
import type { Call, Service, ServiceId } from '../core/service.ts';
import { compilePolicyText } from '../iam-policy/compiled-policy.ts';
import type { ContextValue } from '../iam-policy/context-keys.ts';
import { type Decision, evaluate } from '../iam-policy/evaluate.ts';
import { type CallFacts, callContext } from './call-context.ts';
import { type NeededPermission, neededPermissions } from './needed-permissions.ts';
import { accessDenied } from './refusal.ts';
import { RolePolicies } from './role-policies.ts';

/** One decision about a role's session, for whoever wants to know what a role uses. */
export interface AuthorizationRecord {
  readonly roleArn: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

/** An action that is to be decided. */
export interface ActionRequest {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  /** @default - the server's region */
  readonly region?: string;
  /** The service whose resource it is, where its policies and tags count. @default - none */
  readonly service?: ServiceId;
  /** Condition keys with their values. @default {} */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/**
 * Decides whether calls are allowed, by the policies that IAM and the services keep.
 *
 * The account's root is allowed all that no resource's policy denies it, which is decided without looking at IAM. Sessions of roles are
 * held to their policies, services to the policies of the resources.
 */
export class Authorizer {
  readonly policies: RolePolicies;
  readonly #runtime: Runtime;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.policies = new RolePolicies(runtime.store);
  }

  /** @throws AwsError in the service's words where a call is denied */
  check(service: Service, call: Call, input: Readonly<Record<string, unknown>>): void {
    const { caller, account, region } = call;
    if (caller.type === 'root' && service.resourcePolicy === undefined) return;
    const place = {
      partition: call.partition,
      region,
      account,
      roleArn: (name: string): string => this.policies.role(name)?.arn ?? `arn:${call.partition}:iam::${account}:role/${name}`,
    };
    for (const needed of neededPermissions(call, input, place)) {
      const decision = this.#decide(
        service,
        caller,
        needed,
        region,
        needed.passedTo === undefined ? {} : { 'iam:passedtoservice': needed.passedTo },
        {
          service: call.service,
          operation: call.operation,
          input,
        },
      );
      if (!decision.allowed) throw accessDenied(call.service, caller, needed.action, needed.resource, decision);
    }
  }

  /** Decides an action that is no call of its own: a permission that a service asks for on a role's behalf. */
  decide({ caller, action, resource, region = this.#runtime.region, context = {} }: ActionRequest, service?: Service): Decision {
    const extra = Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
    return this.#decide(service, caller, { action, resource }, region, extra);
  }

  #decide(
    service: Service | undefined,
    caller: Caller,
    { action, resource }: NeededPermission,
    region: string,
    extra: CallFacts['extra'],
    call?: NonNullable<CallFacts['call']>,
  ): Decision {
    const resourcePolicy = action.startsWith('iam:PassRole') ? undefined : service?.resourcePolicy?.(resource);
    if (caller.type === 'root' && resourcePolicy === undefined) return ALLOWED;
    const session = caller.type === 'assumed-role' ? this.policies.of(caller) : undefined;
    if (caller.type === 'assumed-role' && session === undefined) return ALLOWED;
    const context = callContext({
      caller,
      region,
      account: this.#runtime.account,
      now: this.#runtime.clock.now(),
      resource,
      extra,
      ...(call === undefined ? {} : { call }),
      resourceTags: () => service?.resourceTags?.(resource),
      principalTags: () => session?.tags ?? {},
    });
    const decision = evaluate(
      { principal: caller, action, resource, context },
      { ...session, resource: resourcePolicy === undefined ? undefined : compilePolicyText(resourcePolicy) },
    );
    if (caller.type === 'assumed-role')
      this.#runtime.onAuthorization?.({ roleArn: caller.roleArn, action, resource, allowed: decision.allowed });
    return decision;
  }
}

const ALLOWED: Decision = { allowed: true };
