import pLimit from 'p-limit';
import type { Engagements, Listed } from '../engagements.ts';
import { Problem } from '../problem.ts';
import { standingIn } from '../standing-in.ts';
import type { Shelf } from '../../stores/playbook-shelf.ts';
import type { Standing } from '../../src/messages/slack/engagement-words.ts';
import type { Directory } from './directory.ts';
import type { Member } from './members.ts';
import { personOf } from './members.ts';

export interface Library {
  readonly engagements: Engagements;
  readonly shelf: Shelf;
  readonly directory: Directory;
}

/** An engagement, and who somebody is in it. */
export interface Part {
  readonly standing: Standing;
  readonly person: string;
}

/** Engagements that somebody takes part in, as a list has them. */
export interface Theirs {
  /** Newest first. */
  readonly listed: readonly Listed[];
  /** Engagements that did not answer in time. */
  readonly unread: number;
}

export interface Mine {
  /** Newest first. */
  readonly parts: readonly Part[];
  /** Engagements that did not answer in time. */
  readonly unread: number;
}

/** The engagements that somebody takes part in, and that have not ended: by the list, and by who is known to take part. Rejects with the Problem when none answers. */
export async function theirs({ directory }: Pick<Library, 'directory'>, member: Member): Promise<Theirs> {
  const seen = await eachOf(await directory.all(), async (one) => {
    const people = await directory.castOf(one.engagement);
    return people !== undefined && personOf({ people }, member) !== undefined ? one : undefined;
  });
  return { listed: seen.found, unread: seen.unread };
}

/** The same, as they stand: each of them is read. */
export async function mine(library: Library, member: Member): Promise<Mine> {
  const { listed, unread } = await theirs(library, member);
  const { parts, unread: more } = await partsOf(library, member, listed);
  return { parts, unread: unread + more };
}

/** How some engagements stand, and who somebody is in each. */
export async function partsOf(
  library: Library,
  member: Member,
  listed: readonly Pick<Listed, 'engagement'>[],
): Promise<Mine> {
  const { found, unread } = await eachOf(listed, async ({ engagement }): Promise<Part | undefined> => {
    const standing = await standingOf(library, engagement);
    const person = standing === undefined ? undefined : personOf(standing.view, member);
    return standing === undefined || person === undefined ? undefined : { standing, person };
  });
  return { parts: found, unread };
}

/** What is found of each, a few at a time; those that did not answer in time are counted. Rejects with the Problem when none answers. */
async function eachOf<One, T>(
  listed: readonly One[],
  find: (one: One) => Promise<T | undefined>,
): Promise<{ readonly found: readonly T[]; readonly unread: number }> {
  const oneOf = pLimit(8);
  const seen = await Promise.all(
    listed.map((one) =>
      oneOf(async () => {
        try {
          return { found: await find(one) };
        } catch (error) {
          if (error instanceof Problem && error.status === 503) return { problem: error };
          throw error;
        }
      }),
    ),
  );
  const problems = seen.flatMap(({ problem }) => problem ?? []);
  const [problem] = problems;
  if (problem !== undefined && problems.length === listed.length) throw problem;
  return { found: seen.flatMap(({ found }) => found ?? []), unread: problems.length };
}

/** As the API takes them: anything else is nobody's id. */
const isId = (text: string): boolean => /^[\w.:-]{1,120}$/.test(text);

/** Undefined when there is no such engagement. */
export async function standingOf(
  { engagements, shelf }: Pick<Library, 'engagements' | 'shelf'>,
  id: string,
): Promise<Standing | undefined> {
  if (!isId(id)) return undefined;
  try {
    return standingIn(shelf, await engagements.view(id));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}
