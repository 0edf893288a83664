import { codeOf } from './code-of.ts';

/** For `catch`: what is not there is undefined; every other error goes on. */
export function unlessMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}
