import pLimit from 'p-limit';
import type { Engagements } from '../engagements.ts';
import { Problem } from '../problem.ts';
import type { Shelf } from '../../stores/playbook-shelf.ts';
import type { Standing } from '../../src/messages/slack/engagement-words.ts';
import type { Member } from './members.ts';
import { personOf } from './members.ts';

export interface Library {
  readonly engagements: Engagements;
  readonly shelf: Shelf;
}

/** An engagement, and who somebody is in it. */
export interface Part {
  readonly standing: Standing;
  readonly person: string;
}

export interface Mine {
  /** Newest first. */
  readonly parts: readonly Part[];
  /** Engagements that did not answer in time. */
  readonly unread: number;
}

const pageLength = 200;
const mostPages = 5;

/** The engagements that somebody takes part in, and that have not ended. Rejects with the Problem when none answers. */
export async function mine(library: Library, member: Member): Promise<Mine> {
  const ids = await idsOf(library.engagements);
  const oneOf = pLimit(8);
  const seen = await Promise.all(ids.map((id) => oneOf(() => partOrProblem(library, id, member))));
  const problems = seen.filter((one) => one instanceof Problem);
  const [problem] = problems;
  if (problem !== undefined && problems.length === ids.length) throw problem;
  return {
    parts: seen.flatMap((one) => (one === undefined || one instanceof Problem ? [] : [one])),
    unread: problems.length,
  };
}

async function idsOf(engagements: Engagements): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const found = await engagements.list({ equal: {}, limit: pageLength, ...(cursor !== undefined && { cursor }) });
    ids.push(...found.engagements.filter(({ status }) => status !== 'ended').map(({ engagement }) => engagement));
    if (found.cursor === undefined) break;
    cursor = found.cursor;
  }
  return [...new Set(ids)];
}

async function partOrProblem(library: Library, id: string, member: Member): Promise<Part | Problem | undefined> {
  try {
    const standing = await standingOf(library, id);
    const person = standing === undefined ? undefined : personOf(standing.view, member);
    return standing === undefined || person === undefined ? undefined : { standing, person };
  } catch (error) {
    if (error instanceof Problem && error.status === 503) return error;
    throw error;
  }
}

/** Undefined when there is no such engagement. */
export async function standingOf({ engagements, shelf }: Library, id: string): Promise<Standing | undefined> {
  try {
    const view = await engagements.view(id);
    const playbook = shelf.byDigest(view.playbook.digest)?.playbook;
    return { view, now: new Date().toISOString(), ...(playbook !== undefined && { playbook }) };
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}
