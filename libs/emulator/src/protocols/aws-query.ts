import { type ApiModel, errorShape, membersOf, type Shape, type ShapeReference, shapeOf } from '../core/api-model.ts';
import { AwsError } from '../core/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../core/http-message.ts';
import { readBody } from '../http/read-body.ts';
import { errorStatus } from './error-body.ts';
import { type FormNode, formOf, numbered } from './form.ts';
import type { ParsedRequest, Protocol } from './protocol.ts';
import { escapeXml } from './xml.ts';
import { scalarFromText, structureToXml } from './xml-shapes.ts';

/** awsQuery: the operation and its input as form fields, the answer as XML. */
export const awsQuery: Protocol = {
  async parse(request: HttpRequest, model: ApiModel): Promise<ParsedRequest> {
    const body = request.method === 'POST' ? new TextDecoder().decode(await readBody(request)) : '';
    const root = formOf([new URLSearchParams(request.query), new URLSearchParams(body)]);
    const operation = root.children.get('Action')?.text ?? '';
    if (operation === '') throw new AwsError({ code: 'MissingAction', message: 'The request must contain the parameter Action' });
    const input = model.operations[operation]?.input;
    return {
      operation,
      input: input === undefined ? {} : structureFromForm(model, shapeOf(model, input), root),
    };
  },

  respond(model, operation, output, requestId): HttpResponse {
    const reference = model.operations[operation]?.output;
    const members = reference === undefined ? '' : structureToXml(model, shapeOf(model, reference), output);
    const wrapper = reference?.resultWrapper;
    const result = wrapper === undefined ? '' : `<${wrapper}>${members}</${wrapper}>`;
    return {
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: `<${operation}Response xmlns="${model.metadata.xmlNamespace ?? ''}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
    };
  },

  refuse(error, model, requestId): HttpResponse {
    const shape = model === undefined ? undefined : errorShape(model, error.code);
    const code = shape?.error?.code ?? error.code;
    const members = Object.entries(error.members).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
    return {
      status: errorStatus(error, shape),
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: `<ErrorResponse xmlns="${model?.metadata.xmlNamespace ?? 'http://webservices.amazon.com/AWSFault/2005-15-09'}"><Error><Type>${
        error.fault === 'client' ? 'Sender' : 'Receiver'
      }</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(error.message)}</Message>${members.join('')}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    };
  },
};

function structureFromForm(model: ApiModel, shape: Shape, node: FormNode): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of membersOf(shape)) {
    const target = shapeOf(model, member);
    const flattened = member.flattened === true || target.flattened === true;
    const wire =
      flattened && target.type === 'list'
        ? (target.member?.locationName ?? member.locationName ?? name)
        : (member.locationName ?? name);
    const child = node.children.get(wire);
    if (child !== undefined) result[name] = fromForm(model, member, child, flattened);
  }
  return result;
}

function fromForm(model: ApiModel, reference: ShapeReference, node: FormNode, flattened: boolean): unknown {
  const shape = shapeOf(model, reference);
  switch (shape.type) {
    case 'structure':
      return structureFromForm(model, shape, node);
    case 'list': {
      const member = shape.member as ShapeReference;
      // An empty list comes as `Tags=`.
      const items = flattened ? node : (node.children.get(member.locationName ?? 'member') ?? node.children.get('member'));
      return numbered(items).map((item) => fromForm(model, member, item, false));
    }
    case 'map': {
      const entries = numbered(flattened ? node : node.children.get('entry'));
      const key = shape.key?.locationName ?? 'key';
      const value = shape.value?.locationName ?? 'value';
      return Object.fromEntries(
        entries.map((entry) => [
          entry.children.get(key)?.text ?? '',
          fromForm(model, shape.value as ShapeReference, entry.children.get(value) ?? { text: '', children: new Map() }, false),
        ]),
      );
    }
    default:
      return scalarFromText(shape, node.text ?? '');
  }
}
