import type { View } from '../../src/engagement/view.ts';
import type { Engagements, Listed } from '../engagements.ts';
import { Problem } from '../problem.ts';

export type Cast = View['people'];

/** Which engagements there are, and who takes part in each, known for a while: whoever looks for theirs reads no others. */
export interface Directory {
  /** Those that have not ended, newest first. Rejects with the Problem when Temporal does not answer. */
  all(): Promise<readonly Listed[]>;
  /** Undefined when there is no such engagement. Rejects with the Problem when it does not answer. */
  castOf(engagement: string): Promise<Cast | undefined>;
  /** Something happened there: both are asked anew. */
  forget(engagement: string): void;
}

const pageLength = 200;
const mostPages = 5;
/** Many home tabs that are shown at once look at one list. */
const listFreshMs = 2000;
/** What changes elsewhere is usually heard of (stores/changes.ts); where it is not, it is found out by then. */
const castFreshMs = 600_000;

export function openDirectory(engagements: Pick<Engagements, 'list' | 'view'>): Directory {
  const lists = kept<'all', readonly Listed[]>(listFreshMs, () => allOf(engagements));
  const casts = kept<string, Cast | undefined>(castFreshMs, (engagement) => castIn(engagements, engagement));
  return {
    all: () => lists.of('all'),
    castOf: (engagement) => casts.of(engagement),
    forget: (engagement) => {
      lists.forget('all');
      casts.forget(engagement);
    },
  };
}

/** Answers, kept for so long. A failure is not, nor what was forgotten while it was asked for. */
function kept<Key, Answer>(freshMs: number, ask: (key: Key) => Promise<Answer>) {
  const answers = new Map<Key, { readonly atMs: number; readonly answer: Promise<Answer> }>();
  return {
    of: (key: Key): Promise<Answer> => {
      const before = answers.get(key);
      if (before !== undefined && Date.now() - before.atMs < freshMs) return before.answer;
      const now = { atMs: Date.now(), answer: ask(key) };
      answers.set(key, now);
      now.answer.catch(() => answers.get(key) === now && answers.delete(key));
      return now.answer;
    },
    forget: (key: Key): void => void answers.delete(key),
  };
}

async function castIn({ view }: Pick<Engagements, 'view'>, engagement: string): Promise<Cast | undefined> {
  try {
    return (await view(engagement)).people;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

async function allOf({ list }: Pick<Engagements, 'list'>): Promise<readonly Listed[]> {
  const all = new Map<string, Listed>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const found = await list({ equal: {}, limit: pageLength, ...(cursor !== undefined && { cursor }) });
    for (const one of found.engagements) if (one.status !== 'ended') all.set(one.engagement, one);
    if (found.cursor === undefined) break;
    cursor = found.cursor;
  }
  return [...all.values()];
}
