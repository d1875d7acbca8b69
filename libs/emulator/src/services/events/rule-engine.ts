import { randomUUID } from 'node:crypto';
import type { Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../core/aws-error.ts';
import type { Given } from '../../core/given.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { ServiceEvent } from '../../core/service-events.ts';
import { deliver } from '../../delivery/deliver.ts';
import { type Delivery, DeliveryQueue } from '../../delivery/delivery-queue.ts';
import { compilePattern, type EventTest } from '../../delivery/event-pattern.ts';
import { targetInput } from '../../delivery/input-transformer.ts';
import { textAttributes } from '../../delivery/message-attributes.ts';
import { retriesOf } from '../../delivery/retry-policy.ts';
import { nextTime, parseSchedule } from '../../schedule/schedule-expression.ts';
import { Ticker } from '../../schedule/ticker.ts';
import { type BusEvent, eventTime } from './event.ts';
import type { Rule, RuleStore } from './rule-store.ts';

type RuleTarget = Given<Target, 'Arn'>;

/** An event on its way to a target. */
interface Sending {
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly region: string;
  readonly target: RuleTarget;
  readonly payload: string;
  readonly eventId: string;
}

interface CompiledRule {
  readonly rule: Rule;
  readonly region: string;
  readonly wants: EventTest;
  /** The pattern without what it says of `detail`: decides whether the detail is worth asking for. */
  readonly mayWant: EventTest;
}

/** Sends events to the targets of matching rules, and emits the events of schedules. */
export class RuleEngine {
  readonly #runtime: Runtime;
  readonly #rules: RuleStore;
  readonly #queue: DeliveryQueue<Sending>;
  readonly #ticker: Ticker;
  #compiled: CompiledRule[] | undefined;

  constructor(runtime: Runtime, rules: RuleStore) {
    this.#runtime = runtime;
    this.#rules = rules;
    this.#ticker = new Ticker(runtime.clock);
    this.#queue = new DeliveryQueue<Sending>(runtime, {
      collection: 'events.delivery',
      send: (sending, delivery) => this.#send(sending, delivery),
      retries: ({ target }) => retriesOf(target.RetryPolicy),
      giveUp: (sending, error, delivery) => this.#giveUp(sending, error, delivery),
    });
  }

  /** Receives events of services, keeps schedules, and sends what was not sent yet. */
  start(): void {
    this.rulesChanged();
    this.#queue.start();
    this.#runtime.events.attach((event) => this.#receive(event));
  }

  async stop(): Promise<void> {
    this.#ticker.stop();
    await this.#queue.stop();
  }

  /** Reads the rules again. Called after rules or their targets have changed. */
  rulesChanged(): void {
    this.#compiled = undefined;
    this.#ticker.stop();
    for (const { region, rule } of this.#rules.all())
      if (rule.scheduleExpression !== undefined) this.#schedule(region, rule, rule.scheduleExpression);
  }

  /** An event from PutEvents. */
  put(event: BusEvent): void {
    for (const compiled of this.#enabled(event.region)) if (compiled.wants(event)) this.#trigger(compiled.rule, event);
  }

  #receive(event: ServiceEvent): void {
    const { source, detailType, account, region, resources, time } = event;
    const envelope = {
      version: '0' as const,
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account,
      time: eventTime(time),
      region,
      resources,
    };
    const candidates = this.#enabled(region).filter(({ mayWant }) => mayWant(envelope));
    if (candidates.length === 0) return;
    const go = (detail: object): void => {
      const event: BusEvent = { ...envelope, detail: JSON.parse(JSON.stringify(detail)) as object };
      for (const { rule, wants } of candidates) if (wants(event)) this.#trigger(rule, event);
    };
    Promise.resolve(event.detail()).then(go, (error: unknown) =>
      this.#runtime.log('warn', `EventBridge lost an event of ${source}, ${detailType}: ${(error as Error).message}`),
    );
  }

  #enabled(region: string): CompiledRule[] {
    this.#compiled ??= this.#rules.all().flatMap(({ region: of, rule }) => {
      if (rule.eventPattern === undefined || rule.state === 'DISABLED') return [];
      const pattern = JSON.parse(rule.eventPattern) as Record<string, unknown>;
      const { detail: _detail, $or: _alternatives, ...outer } = pattern;
      const mayWant = Object.keys(outer).length === 0 ? () => true : compilePattern(outer);
      return [{ rule, region: of, wants: compilePattern(pattern), mayWant }];
    });
    return this.#compiled.filter((each) => each.region === region);
  }

  #trigger(rule: Rule, event: BusEvent): void {
    const { region } = event;
    const dimensions = [['RuleName', rule.name]] as const;
    this.#runtime.metrics.add(region, 'AWS/Events', 'TriggeredRules', dimensions, 1);
    const facts = { ruleArn: rule.arn, ruleName: rule.name, ingestionTime: event.time };
    for (const target of Object.values(rule.targets) as RuleTarget[]) {
      this.#runtime.metrics.add(region, 'AWS/Events', 'Invocations', dimensions, 1);
      this.#queue.add(
        { ruleArn: rule.arn, ruleName: rule.name, region, target, payload: targetInput(event, target, facts), eventId: event.id },
        `${event.id}_${randomUUID()}`,
      );
    }
  }

  async #send({ target, payload, region, ruleArn }: Sending, { id }: Delivery<Sending>): Promise<void> {
    await deliver(this.#runtime, {
      target: target.Arn,
      payload,
      region,
      principal: 'events.amazonaws.com',
      sourceArn: ruleArn,
      id,
      ...(target.RoleArn === undefined ? {} : { roleArn: target.RoleArn }),
      ...(target.SqsParameters?.MessageGroupId === undefined ? {} : { messageGroupId: target.SqsParameters.MessageGroupId }),
    });
  }

  async #giveUp(sending: Sending, error: unknown, { failures }: Delivery<Sending>): Promise<void> {
    const { target, region, ruleName, ruleArn, payload } = sending;
    const { metrics, log } = this.#runtime;
    const reason = (error as Error).message;
    metrics.add(region, 'AWS/Events', 'FailedInvocations', [['RuleName', ruleName]], 1);
    log('warn', `The rule ${ruleName} could not reach ${target.Arn}: ${reason}`);
    const queueArn = target.DeadLetterConfig?.Arn;
    if (queueArn === undefined) return;
    const messageAttributes = textAttributes({
      RULE_ARN: ruleArn,
      TARGET_ARN: target.Arn,
      ERROR_CODE: error instanceof AwsError ? error.code : 'SDK_CLIENT_ERROR',
      ERROR_MESSAGE: reason === '' ? 'unknown' : reason,
      RETRY_ATTEMPTS: String(failures - 1),
    });
    try {
      await deliver(this.#runtime, {
        target: queueArn,
        payload,
        region,
        principal: 'events.amazonaws.com',
        sourceArn: ruleArn,
        messageAttributes,
      });
      metrics.add(region, 'AWS/Events', 'InvocationsSentToDlq', [['RuleName', ruleName]], 1);
    } catch (failure) {
      metrics.add(region, 'AWS/Events', 'InvocationsFailedToBeSentToDlq', [['RuleName', ruleName]], 1);
      log('warn', `The rule ${ruleName} could not use its dead-letter queue ${queueArn}: ${(failure as Error).message}`);
    }
  }

  #schedule(region: string, rule: Rule, text: string): void {
    const expression = parseSchedule(text);
    if (expression === undefined || rule.state === 'DISABLED') return;
    const after = this.#runtime.clock.now();
    // A rate begins to count when the rule is made or enabled.
    const at = nextTime(expression, { after, origin: rule.since ?? after });
    if (at === undefined) return;
    this.#ticker.set(rule.arn, at, () => {
      const event: BusEvent = {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: this.#runtime.account,
        time: eventTime(at),
        region,
        resources: [rule.arn],
        detail: {},
      };
      this.#trigger(rule, event);
      this.#schedule(region, rule, text);
    });
  }
}
