/** The stacks that a stage may have beside its core. */
export const ADD_ONS = ['network', 'governance', 'observability', 'triggers'] as const;

/** The name of an add-on stack. */
export type AddOn = (typeof ADD_ONS)[number];

/** Add-ons that come before the core stack, whose parameters take their outputs; the others import what the core exports. */
export const ADD_ONS_BEFORE_CORE: ReadonlySet<AddOn> = new Set<AddOn>(['network', 'governance']);

/** Values for a template's parameters, by their names. Other parameters keep the template's default. */
export type ParameterValues = Readonly<Record<string, string | number>>;

/** One deployment of the pipeline: what it is called, which stacks it has, and what their parameters are. */
export interface StageConfig {
  /** Name of the core stack; add-on stacks are called `<stackName>-<add-on>`. */
  readonly stackName: string;
  /** The AWS account it belongs to; another one is refused. @default - the account of the credentials */
  readonly account?: string;
  /** The region it belongs to; another one is refused. @default - the region of the environment or the profile */
  readonly region?: string;
  /** Add-on stacks that are always there; `--with` adds more. @default - none */
  readonly addOns?: readonly AddOn[];
  /** Whether AWS refuses to delete the stacks until the protection is removed. @default false */
  readonly terminationProtection?: boolean;
  /** Parameters of the core stack that differ from the template's defaults. @default - none differ */
  readonly parameters?: ParameterValues;
  /** Parameters of the add-on stacks that differ from their templates' defaults. @default - none differ */
  readonly addOnParameters?: Readonly<Partial<Record<AddOn, ParameterValues>>>;
}
