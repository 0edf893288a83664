/** A line of code that knows one playbook from another. */
export interface Telling {
  readonly file: string;
  readonly line: string;
}

const idOf = String.raw`\b(?:playbook|pin)\??\.id\b`;
const compared = [
  new RegExp(String.raw`${idOf}\s*[!=]==?`),
  new RegExp(String.raw`[!=]==?\s*(?:\w+\??\.)*${idOf}`),
  new RegExp(String.raw`switch\s*\([^)]*${idOf}`),
  new RegExp(String.raw`${idOf}\.(?:startsWith|endsWith|includes|match|localeCompare)\(`),
  new RegExp(String.raw`\[\s*(?:\w+\??\.)*${idOf}\s*\]`),
];

/** The lines of a file that name a playbook, or look at the id of one to decide on something. */
export const tellingsIn = (file: string, source: string, ids: readonly string[]): Telling[] =>
  source
    .split('\n')
    .filter((line) => ids.some((id) => line.includes(id)) || compared.some((pattern) => pattern.test(line)))
    .map((line) => ({ file, line: line.trim() }));
