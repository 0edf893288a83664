import type { Click } from '../click.ts';
import { personOf } from '../members.ts';
import type { Member, Recognise } from '../members.ts';
import { standingOf } from '../mine.ts';
import type { Library } from '../mine.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { parseSlash } from '../parse-slash.ts';
import type { Said } from '../slack-web.ts';
import type { Acting } from './acting.ts';
import { approve, requestChanges } from './gate.ts';
import { hours } from './hours.ts';
import { reading } from './reading.ts';
import { help, here, list, notTheirs } from './slash.ts';
import type { SlashHere } from './slash.ts';
import { answerOffer, answerTerm, confirmItems, decide, sign } from './deciding.ts';
import { start } from './start.ts';
import type { StartingDependencies } from './start.ts';
import { done, stuck } from './tasks.ts';
import { delegate, onIt, snooze } from './waiting.ts';

export interface AnsweringDependencies extends Library, Pick<StartingDependencies, 'keys' | 'nameOf'> {
  readonly recognise: Recognise;
  /** Called with the engagement in which something was done. */
  readonly changed: (engagement: string) => void;
  readonly publicUrl?: string;
}

type Asked = Exclude<Click['ask'], { readonly kind: 'slash' | 'page' | 'start' | 'hours' }> | SlashHere;

/** Does what a click asks for, and answers it. Rejects, to be asked again, while Temporal or Slack is away. */
export function answering(dependencies: AnsweringDependencies): (click: Click, commandId: string) => Promise<Said> {
  return async (click, commandId) => {
    const asked = click.ask.kind === 'slash' ? parseSlash(click.ask.text) : click.ask;
    if (asked.kind === 'help') return help();
    if (asked.kind === 'unclear') return { text: markup`${asked.message}` };
    const member = await dependencies.recognise(click);
    if ('refused' in member) return { text: markup`${member.refused}` };
    if (asked.kind === 'list' || asked.kind === 'page') return list(dependencies, member, asked.page);
    if (asked.kind === 'hours') return hours(dependencies, member, asked, commandId);
    if (asked.kind === 'start') return start(dependencies, asked, commandId);
    return inEngagement(dependencies, member, asked, commandId);
  };
}

async function inEngagement(
  dependencies: AnsweringDependencies,
  member: Member,
  asked: Asked,
  commandId: string,
): Promise<Said> {
  const standing = await standingOf(dependencies, asked.engagement);
  const person = standing === undefined ? undefined : personOf(standing.view, member);
  if (standing === undefined || person === undefined) return notTheirs(dependencies, member, asked.engagement);
  const { changed, publicUrl } = dependencies;
  return act({ library: dependencies, standing, person, commandId, changed }, asked, publicUrl);
}

async function act(acting: Acting, asked: Asked, publicUrl: string | undefined): Promise<Said> {
  switch (asked.kind) {
    case 'approve':
      return approve(acting, asked);
    case 'request-changes':
      return requestChanges(acting, asked, asked.reason);
    case 'done':
      return done(acting, asked);
    case 'stuck':
      return stuck(acting, asked, asked.reason);
    case 'on-it':
      return onIt(acting, asked);
    case 'snooze':
      return snooze(acting, asked);
    case 'delegate':
      return delegate(acting, asked);
    case 'decide':
      return decide(acting, asked);
    case 'confirm-items':
      return confirmItems(acting, asked);
    case 'answer-term':
      return answerTerm(acting, asked);
    case 'sign':
      return sign(acting, asked);
    case 'answer-offer':
      return answerOffer(acting, asked);
    case 'reading':
      // A modal names a metric, and so does a command.
      return reading(acting, asked, asked.value);
    default:
      return here(acting, asked, publicUrl);
  }
}
