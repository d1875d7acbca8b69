/**
 * A value of a template as readable text: `{ "Ref": "Bucket" }` becomes `${Bucket}`, a join its joined parts.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function intrinsicText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(intrinsicText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
  if (more.length > 0) return objectText(value);
  const parts = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Ref':
      return `\${${argument}}`;
    case 'Fn::GetAtt':
      return `\${${parts.join('.')}}`;
    case 'Fn::Sub':
      return substituted(parts[0], parts[1]);
    case 'Fn::Join':
      return Array.isArray(parts[1]) ? parts[1].map(intrinsicText).join(String(parts[0])) : objectText(value);
    case 'Fn::If':
      return `(if ${parts[0]}: ${intrinsicText(parts[1])}, else: ${intrinsicText(parts[2])})`;
    case 'Fn::ImportValue':
      return `\${import ${intrinsicText(argument)}}`;
    default:
      return objectText(value);
  }
}

function objectText(value: object): string {
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}: ${intrinsicText(member)}`)
    .join(', ')}}`;
}

function substituted(text: unknown, variables: unknown): string {
  const values = new Map(Object.entries((variables ?? {}) as object));
  return String(text).replaceAll(/\$\{([^!}]+)\}/g, (whole, name: string) =>
    values.has(name) ? intrinsicText(values.get(name)) : whole,
  );
}
