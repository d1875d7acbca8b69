import { type ApiModel, membersOf, type Shape, type ShapeReference, shapeOf } from '../core/api-model.ts';
import { AwsError } from '../core/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../core/http-message.ts';
import { readBody } from '../http/read-body.ts';
import { type FormNode, formOf, numbered } from './form.ts';
import type { ParsedRequest, Protocol } from './protocol.ts';
import { escapeXml } from './xml.ts';
import { scalarFromText, structureToXml } from './xml-shapes.ts';

/**
 * EC2's own Query protocol: lists are always flat, members are named in capitals, and answers have no wrapper.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export const ec2Query: Protocol = {
  async parse(request: HttpRequest, model: ApiModel): Promise<ParsedRequest> {
    const body = request.method === 'POST' ? new TextDecoder().decode(await readBody(request)) : '';
    const root = formOf([new URLSearchParams(request.query), new URLSearchParams(body)]);
    const operation = root.children.get('Action')?.text ?? '';
    if (operation === '') throw new AwsError({ code: 'MissingAction', message: 'The request must contain the parameter Action' });
    const input = model.operations[operation]?.input;
    return { operation, input: input === undefined ? {} : structureFrom(model, shapeOf(model, input), root) };
  },

  respond(model, operation, output, requestId): HttpResponse {
    const reference = model.operations[operation]?.output;
    const members = reference === undefined ? '' : structureToXml(model, shapeOf(model, reference), output);
    return {
      status: 200,
      headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="${model.metadata.xmlNamespace ?? ''}/"><requestId>${requestId}</requestId>${members}</${operation}Response>`,
    };
  },

  refuse(error, _model, requestId): HttpResponse {
    return {
      status: error.httpStatus,
      headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    };
  },
};

function structureFrom(model: ApiModel, shape: Shape, node: FormNode): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of membersOf(shape)) {
    const { queryName, locationName } = member;
    const wire = queryName ?? (locationName === undefined ? name : capitalised(locationName));
    const child = node.children.get(wire);
    if (child !== undefined) result[name] = valueFrom(model, member, child);
  }
  return result;
}

function valueFrom(model: ApiModel, reference: ShapeReference, node: FormNode): unknown {
  const shape = shapeOf(model, reference);
  if (shape.type === 'structure') return structureFrom(model, shape, node);
  if (shape.type === 'list') return numbered(node).map((item) => valueFrom(model, shape.member as ShapeReference, item));
  return scalarFromText(shape, node.text ?? '');
}

function capitalised(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
