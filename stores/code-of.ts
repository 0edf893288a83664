/** What the system calls an error, such as ENOENT; its words, where it has no code. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
