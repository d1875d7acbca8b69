import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { parsePath } from '../json-path/parse-path.ts';
import { isReferencePath, type Path } from '../json-path/path.ts';
import { isExpression } from '../jsonata/expression.ts';
import { type JsonataTemplate, parseJsonataTemplate } from '../jsonata/jsonata-template.ts';
import { type PayloadTemplate, parsePathOrIntrinsic, parsePayloadTemplate } from '../payload-template/payload-template.ts';
import { InvalidDefinitionError } from './invalid-definition-error.ts';
import type { FieldSource, Template } from './state-node.ts';

/** Reads the fields of one object of a definition, and knows where it is. */
export class Reader {
  readonly object: JsonObject;
  readonly pointer: string;
  readonly language: 'JSONPath' | 'JSONata';

  constructor(value: Json | undefined, pointer: string, language: 'JSONPath' | 'JSONata') {
    if (!isJsonObject(value)) throw new InvalidDefinitionError(pointer, 'expected a JSON object');
    this.object = value;
    this.pointer = pointer;
    this.language = language;
  }

  /** A reader for a member that is an object. */
  inner(field: string, language: 'JSONPath' | 'JSONata' = this.language): Reader {
    return new Reader(this.object[field], `${this.pointer}/${field}`, language);
  }

  has(field: string): boolean {
    return this.object[field] !== undefined;
  }

  wrong(field: string, message: string): InvalidDefinitionError {
    return new InvalidDefinitionError(`${this.pointer}/${field}`, message);
  }

  text(field: string): string {
    const value = this.object[field];
    if (typeof value !== 'string') throw this.wrong(field, value === undefined ? 'is required' : 'expected a string');
    return value;
  }

  optionalText(field: string): string | undefined {
    return this.has(field) ? this.text(field) : undefined;
  }

  number(field: string, fallback: number): number {
    const value = this.object[field];
    if (value === undefined) return fallback;
    if (typeof value !== 'number') throw this.wrong(field, 'expected a number');
    return value;
  }

  list(field: string): readonly Json[] {
    const value = this.object[field] ?? [];
    if (!Array.isArray(value)) throw this.wrong(field, 'expected an array');
    return value;
  }

  texts(field: string): readonly string[] {
    return this.list(field).map((item) => {
      if (typeof item !== 'string') throw this.wrong(field, 'expected an array of strings');
      return item;
    });
  }

  /** The language that is declared here, or else the one around; whatever is not `JSONPath` to the letter is JSONata. */
  declaredLanguage(): 'JSONPath' | 'JSONata' {
    const declared = this.optionalText('QueryLanguage') ?? this.language;
    return declared === 'JSONPath' ? 'JSONPath' : 'JSONata';
  }

  /** `InputPath` and the like: `null` is kept, a path is compiled. JSONata has none. */
  path(field: string): Path | null | undefined {
    const value = this.object[field];
    if (value === undefined || this.language === 'JSONata') return undefined;
    if (value === null) return null;
    return this.#compile(field, () => parsePath(this.text(field)));
  }

  /** `ResultPath`: a path that names one place. */
  referencePath(field: string): Path | null | undefined {
    const path = this.path(field);
    if (path !== undefined && path !== null && !isReferencePath(path)) throw this.wrong(field, 'is not a Reference Path');
    return path;
  }

  payload(field: string): PayloadTemplate | undefined {
    const value = this.object[field];
    if (value === undefined || this.language === 'JSONata') return undefined;
    return this.#compile(field, () => parsePayloadTemplate(value));
  }

  jsonata(field: string, location: string = field): JsonataTemplate | undefined {
    const value = this.object[field];
    if (value === undefined || this.language === 'JSONPath') return undefined;
    return this.#compile(field, () => parseJsonataTemplate(value, location));
  }

  /** A template in the state's language. */
  template(field: string, location: string = field): Template | undefined {
    if (this.language === 'JSONPath') {
      const template = this.payload(field);
      return template === undefined ? undefined : { language: 'JSONPath', template };
    }
    const template = this.jsonata(field, location);
    return template === undefined ? undefined : { language: 'JSONata', template };
  }

  /** `Assign`: a template for each variable. */
  assign(location?: string): Template | undefined {
    if (this.has('Assign') && !isJsonObject(this.object['Assign'])) throw this.wrong('Assign', 'expected a JSON object');
    return this.template('Assign', location);
  }

  /** A field that may be a literal, a path under the name `<field>Path`, or an expression. */
  source(field: string, location: string = field): FieldSource | undefined {
    const value = this.object[field];
    if (value !== undefined) {
      if (this.language === 'JSONPath' || typeof value !== 'string' || !isExpression(value))
        return { kind: 'literal', field, value };
      const template = this.#compile(field, () => parseJsonataTemplate(value, location));
      return { kind: 'jsonata', field: location, template };
    }
    const pathField = `${field}Path`;
    if (!this.has(pathField) || this.language === 'JSONata') return undefined;
    const text = this.text(pathField);
    return {
      kind: 'path',
      field: pathField,
      text,
      template: this.#compile(pathField, () => parsePathOrIntrinsic(text, pathField)),
    };
  }

  #compile<T>(field: string, parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      throw this.wrong(field, (error as Error).message);
    }
  }
}
