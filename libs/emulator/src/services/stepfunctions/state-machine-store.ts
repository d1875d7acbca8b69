import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Collection, Store } from '../../core/store.ts';
import { parseStateMachineArn, type StateMachineArn } from './arn.ts';
import { resourceNotFound, stateMachineDoesNotExist } from './refusals.ts';
import type { Revision, StateMachine, StateMachineAlias, StateMachineVersion } from './state-machine.ts';

/** Resource of an ARN given to StartExecution. */
export interface StartTarget {
  readonly machine: StateMachine;
  readonly revision: Revision;
  readonly versionArn?: string;
  readonly aliasArn?: string;
}

/** Number of revisions that are kept in memory beside the store. */
const CACHED_REVISIONS = 500;

/** State machines with their revisions, versions and aliases. */
export class StateMachineStore {
  readonly machines: Collection<StateMachine>;
  readonly versions: Collection<StateMachineVersion>;
  readonly aliases: Collection<StateMachineAlias>;
  readonly #insertRevision: StatementSync;
  readonly #selectRevision: StatementSync;
  readonly #deleteRevisions: StatementSync;
  readonly #revisions = new Map<number, Revision>();

  constructor(store: Store, database: DatabaseSync) {
    this.machines = store.collection<StateMachine>('stepfunctions.state-machine');
    this.versions = store.collection<StateMachineVersion>('stepfunctions.version');
    this.aliases = store.collection<StateMachineAlias>('stepfunctions.alias');
    this.#insertRevision = database.prepare('INSERT INTO revision (machine_arn, content) VALUES (?, ?)');
    this.#selectRevision = database.prepare('SELECT content FROM revision WHERE id = ?');
    this.#deleteRevisions = database.prepare('DELETE FROM revision WHERE machine_arn = ?');
  }

  /** Keeps a new revision and gives it its id. */
  addRevision(revision: Omit<Revision, 'id'>): Revision {
    const { lastInsertRowid } = this.#insertRevision.run(revision.machineArn, JSON.stringify(revision));
    return this.#cache({ ...revision, id: Number(lastInsertRowid) });
  }

  revision(id: number): Revision {
    const cached = this.#revisions.get(id);
    if (cached !== undefined) return cached;
    const row = this.#selectRevision.get(id) as { content: string } | undefined;
    if (row === undefined) throw new Error(`revision ${id} of a state machine is missing in the store`);
    return this.#cache({ ...(JSON.parse(row.content) as Omit<Revision, 'id'>), id });
  }

  #cache(revision: Revision): Revision {
    if (this.#revisions.size >= CACHED_REVISIONS) {
      const oldest = this.#revisions.keys().next().value;
      if (oldest !== undefined) this.#revisions.delete(oldest);
    }
    this.#revisions.set(revision.id, revision);
    return revision;
  }

  /** @throws AwsError `StateMachineDoesNotExist` */
  require(arn: StateMachineArn): StateMachine {
    const machine = this.machines.get(arn.machineArn);
    if (machine === undefined) throw stateMachineDoesNotExist(arn.arn);
    return machine;
  }

  /**
   * Resolves an ARN: to the machine's current revision, a version's, or that of the version which an alias chooses.
   *
   * @param chance a number from 0 up to 1 that decides between the two versions of an alias
   * @throws AwsError `StateMachineDoesNotExist`
   */
  resolve(arn: StateMachineArn, chance: number): StartTarget {
    const machine = this.require(arn);
    if (arn.qualifier === undefined) return { machine, revision: this.revision(machine.revision) };
    const version = this.versions.get(arn.arn);
    if (version !== undefined) return { machine, revision: this.revision(version.revision), versionArn: version.arn };
    const alias = this.aliases.get(arn.arn);
    if (alias === undefined) throw stateMachineDoesNotExist(arn.arn);
    const [first, second] = alias.routes;
    const route = second === undefined || chance * 100 < (first?.weight ?? 0) ? first : second;
    const chosen = route === undefined ? undefined : this.versions.get(route.versionArn);
    if (chosen === undefined) throw stateMachineDoesNotExist(arn.arn);
    return { machine, revision: this.revision(chosen.revision), versionArn: chosen.arn, aliasArn: alias.arn };
  }

  /** The alias with this ARN. @throws AwsError `InvalidArn`, `ResourceNotFound` */
  requireAlias(arn: string): StateMachineAlias {
    parseStateMachineArn(arn);
    const alias = this.aliases.get(arn);
    if (alias === undefined) throw resourceNotFound(arn);
    return alias;
  }

  versionsOf(machineArn: string): readonly StateMachineVersion[] {
    return this.versions
      .list({ prefix: `${machineArn}:` })
      .map(({ value }) => value)
      .sort((a, b) => b.number - a.number);
  }

  aliasesOf(machineArn: string): readonly StateMachineAlias[] {
    return this.aliases.list({ prefix: `${machineArn}:` }).map(({ value }) => value);
  }

  /** Takes a machine away with all that belongs to it but its executions. */
  remove(machineArn: string): void {
    for (const { arn } of this.versionsOf(machineArn)) this.versions.delete(arn);
    for (const { arn } of this.aliasesOf(machineArn)) this.aliases.delete(arn);
    this.machines.delete(machineArn);
    this.#deleteRevisions.run(machineArn);
    for (const [id, revision] of this.#revisions) if (revision.machineArn === machineArn) this.#revisions.delete(id);
  }
}
