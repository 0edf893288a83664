import type { Playbook } from '../playbook/schema.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * What a person reads for an id of the playbook: its text, else its name. Ids are unique in their list only, so the part of the playbook that is
 * meant is looked through first. An id that is nowhere reads as its words.
 */
export function textOf(playbook: Playbook, id: string, first?: unknown): string {
  return search(first, id) ?? search(playbook, id) ?? reworkText(playbook, id) ?? id.replaceAll('-', ' ');
}

/** What a loop-back asks for has no line in a playbook: a fix of each failed test, or one rework. */
function reworkText(playbook: Playbook, id: string): string | undefined {
  if (id === 'rework' || id === 'fix') return 'Put right what did not work: the decision that led back here says what.';
  const failed = id.startsWith('fix-') ? search(playbook.tests, id.slice('fix-'.length)) : undefined;
  return failed === undefined ? undefined : `Put right what failed its test: ${failed}`;
}

function search(value: unknown, id: string): string | undefined {
  if (!isRecord(value)) return undefined;
  if (value['id'] === id) {
    const texts = [value['name'] ?? value['label'], value['text'] ?? value['title'] ?? value['definition']].filter(
      (text) => typeof text === 'string',
    );
    if (texts.length > 0) return texts.join(': ');
  }
  for (const child of Object.values(value)) {
    const found = search(child, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
