import { compilePolicyText, type Decision, evaluate } from '@stepmaker/iam-policy';
import { globalArn } from '../core/arn.ts';
import type { ActionRequest } from '../core/authorization-request.ts';
import type { Caller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';
import type { Call, Service } from '../core/service.ts';
import { type CallFacts, callContext } from './call-context.ts';
import { type NeededPermission, NeededPermissions } from './needed-permissions.ts';
import { accessDenied } from './refusal.ts';
import { RolePolicies, type SessionPolicies } from './role-policies.ts';

/**
 * Decides whether calls are allowed, by the policies that IAM and the services keep.
 *
 * The account's root is allowed all that no resource's policy denies it, which is decided without looking at IAM. Sessions of roles are
 * held to their policies, services to the policies of the resources.
 */
export class Authorizer {
  readonly #runtime: Runtime;
  readonly #policies: RolePolicies;
  readonly #needed: NeededPermissions;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#policies = new RolePolicies(runtime.roles);
    this.#needed = new NeededPermissions(runtime.catalogue);
  }

  /** @throws AwsError in the service's form if the call is denied */
  check(service: Service, call: Call, input: Readonly<Record<string, unknown>>): void {
    const { caller, partition, account, region } = call;
    if (caller.type === 'root' && service.resourcePolicy === undefined) return;
    const { roles, catalogue } = this.#runtime;
    const session = this.#sessionOf(caller);
    const roleArn = (name: string): string => roles.role(name)?.arn ?? globalArn('iam', call, `role/${name}`);
    for (const needed of this.#needed.of(call, input, { partition, region, account, roleArn })) {
      const decision = this.#decide(
        service,
        caller,
        session,
        needed,
        region,
        needed.passedTo === undefined ? {} : { 'iam:passedtoservice': needed.passedTo },
        {
          service: call.service,
          operation: call.operation,
          input,
        },
      );
      if (!decision.allowed)
        throw accessDenied(caller, needed.action, needed.resource, decision, catalogue.get(call.service)?.errors?.denial);
    }
  }

  /** Decides an action that is not a call: a permission that a service checks on a role's behalf. */
  decide({ caller, action, resource, region = this.#runtime.region, context = {} }: ActionRequest, service?: Service): Decision {
    const extra = Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
    return this.#decide(service, caller, this.#sessionOf(caller), { action, resource }, region, extra);
  }

  /** Reads the policies of a session. Undefined for other callers, and for a session of an unknown role that is taken on trust. */
  #sessionOf(caller: Caller): SessionPolicies | undefined {
    return caller.type === 'assumed-role' ? this.#policies.of(caller) : undefined;
  }

  #decide(
    service: Service | undefined,
    caller: Caller,
    session: SessionPolicies | undefined,
    { action, resource }: NeededPermission,
    region: string,
    extra: CallFacts['extra'],
    call?: NonNullable<CallFacts['call']>,
  ): Decision {
    const resourcePolicy = action.startsWith('iam:PassRole') ? undefined : service?.resourcePolicy?.(resource);
    if (caller.type === 'root' && resourcePolicy === undefined) return ALLOWED;
    if (caller.type === 'assumed-role' && session === undefined) return ALLOWED;
    const context = callContext(this.#runtime.catalogue, {
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
