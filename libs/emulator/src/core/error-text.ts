/** The message of anything that was thrown. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The stack of anything that was thrown, or its message where it has no stack. */
export function errorStack(thrown: unknown): string {
  return (thrown instanceof Error && thrown.stack) || errorMessage(thrown);
}
