import type { Hold, NextEngagement } from '../engagement/state.ts';
import { gateCodes } from '../playbook/codes.ts';
import type { Context } from './context.ts';
import { isNews, tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import type { Wait } from './wait.ts';

/** The project that a hold waits for, once it is linked. RV-163. */
const prerequisiteOf = ({ state }: Context, { since }: Hold): NextEngagement | undefined =>
  state.next.find(({ prerequisite, linkedAt }) => prerequisite === true && linkedAt >= since);

/** Who is waited for while the engagement is on hold: for the project that comes first to be linked and to end, and for somebody to resume. */
export function holdWaits(context: Context): Wait[] {
  const { holds } = context.state;
  const hold = holds.at(-1);
  if (hold === undefined) return [];
  const key = `hold-${holds.length}`;
  const going = resumesWhen(context, hold);
  const resumption: Wait = {
    key,
    who: ['architect'],
    what: `On hold: ${hold.reason}${going === undefined ? '' : ` (goes on when: ${going})`}`,
    answeredBy: 'resume',
    items: [],
    since: hold.since,
  };
  if (hold.scopes === undefined) return [resumption];
  const prerequisite = prerequisiteOf(context, hold);
  if (prerequisite === undefined)
    return [
      {
        ...resumption,
        key: `${key}/link`,
        what: `${hold.scopes}, which comes first, to be started and linked`,
        answeredBy: 'linkNextEngagement',
      },
      resumption,
    ];
  return prerequisite.endedAt === undefined
    ? [
        {
          key: `${key}/end`,
          who: [],
          what: `The end of ${prerequisite.id}`,
          answeredBy: 'recordNextEnded',
          items: [prerequisite.id],
          since: prerequisite.linkedAt,
        },
        resumption,
      ]
    : [resumption];
}

/** What the decision that led to the hold says about its end. */
const resumesWhen = ({ playbook }: Context, { decision }: Hold): string | undefined =>
  gateCodes
    .flatMap((code) => playbook.gates[code].decisions)
    .flatMap((other) => (other.id === decision && 'resumesWhen' in other ? (other.resumesWhen ?? []) : []))[0];

/** A hold, and its end while that is news, are told to the architect and to whoever keeps the homework going; and that what it waited for has ended. */
export function holdNews(context: Context): MessageDuty[] {
  const { holds } = context.state;
  const hold = holds.at(-1);
  if (hold === undefined || (hold.until !== undefined && !isNews(context, hold.until))) return [];
  const key = `hold-${holds.length}`;
  const [template, at, why] =
    hold.until === undefined
      ? (['held', hold.since, 'The engagement is on hold'] as const)
      : (['resumed', hold.until, 'The engagement goes on'] as const);
  const ended = hold.until === undefined ? prerequisiteOf(context, hold) : undefined;
  return [
    ...tell(context, template, {
      key: `${key}/${template}`,
      to: ['architect', context.playbook.homework.owner],
      at,
      values: { reason: hold.reason },
      why,
    }),
    ...(ended?.endedAt === undefined
      ? []
      : tell(context, 'prerequisite-ended', {
          key: `${key}/ended-${ended.id}`,
          to: ['architect'],
          at: ended.endedAt,
          values: { project: hold.scopes ?? '', next: ended.id },
          why: `${ended.id} has ended: the engagement can go on`,
        })),
  ];
}
