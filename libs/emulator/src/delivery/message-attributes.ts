/** Attributes of a message to a queue or a topic, all of them texts. */
export function textAttributes(texts: Readonly<Record<string, string>>): Record<string, object> {
  return Object.fromEntries(Object.entries(texts).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]));
}
