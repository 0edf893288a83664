import type { Playbook } from '../schema.ts';
import { topics } from './change.ts';
import { changesBetween } from './changes.ts';

/** What changed, in words and by topic, for whoever decides whether a new version is right. */
export function diff(before: Playbook, after: Playbook): string {
  const changes = changesBetween(before, after);
  const [old, now] = [nameOf(before), nameOf(after)];
  if (changes.length === 0) return `${old} and ${now} say the same.\n`;
  const groups = topics.flatMap((topic) => {
    const mine = changes.filter((change) => change.topic === topic);
    return mine.length === 0 ? [] : [`${topic}\n${mine.map(({ words }) => `- ${capital(words)}`).join('\n')}`];
  });
  return `From ${old} to ${now}:\n\n${groups.join('\n\n')}\n`;
}

const nameOf = ({ id, version }: Playbook): string => `${id} ${version}`;
const capital = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
