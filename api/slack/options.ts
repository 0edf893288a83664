import { setTimeout as pause } from 'node:timers/promises';
import type { App, BlockSuggestion } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import type { Logger } from 'pino';
import { countries } from '../holidays.ts';
import { fieldsOf, nothing } from './forms/filled.ts';
import type { Recognise, Member } from './members.ts';
import { standingOf, theirs } from './mine.ts';
import type { Library } from './mine.ts';
import { senderOf } from './sender-of.ts';
import { option } from './views/form-parts.ts';

export interface OptionsDependencies extends Library {
  readonly recognise: Recognise;
  readonly log: Logger;
}

/** Slack waits for three seconds, and shows so many. */
const [withinMs, most] = [2000, 100];

/** What is offered while somebody types. Only what is theirs, and in time: what cannot be asked in time is answered with a sentence. */
export function offerOptions(app: App, dependencies: OptionsDependencies): void {
  const { shelf, log, recognise } = dependencies;
  const offer = (name: string, find: (asked: BlockSuggestion) => Promise<readonly Offered[]>): void =>
    app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: name }, async ({ body, ack }) => {
      const found = await inTime(() => find(body), log);
      await ack({ options: 'said' in found ? sentence(found.said) : fitting(found.offered, body.value) });
    });
  const forMember = async (
    asked: BlockSuggestion,
    find: (member: Member) => Promise<readonly Offered[]>,
  ): Promise<readonly Offered[]> => {
    const member = await recognise(senderOf(asked));
    return 'refused' in member ? [] : find(member);
  };
  const engagements = (asked: BlockSuggestion) =>
    forMember(asked, async (member) =>
      (await theirs(dependencies, member)).listed.map(({ engagement, customer }) => ({
        text: customer === undefined ? engagement : `${customer} (${engagement})`,
        value: engagement,
      })),
    );
  offer('engagement', engagements);
  offer('previous', engagements);
  offer('metric', (asked) => forMember(asked, (member) => metricsOf(dependencies, member, asked)));
  offer('playbook', () => Promise.resolve(shelf.ids.flatMap((id) => playbookOffered(shelf.latest(id)))));
  offer('timeZone', () => Promise.resolve(timeZones().map((zone) => ({ text: zone, value: zone }))));
  offer('country', () =>
    Promise.resolve(countries().map(({ code, name }) => ({ text: `${name} (${code})`, value: code }))),
  );
}

interface Offered {
  readonly text: string;
  readonly value: string;
}

const playbookOffered = (shelved: ReturnType<Library['shelf']['latest']>): Offered[] =>
  shelved === undefined ? [] : [{ text: `${shelved.playbook.name} ${shelved.pin.version}`, value: shelved.pin.id }];

/** UTC is no zone to Intl, but to everybody else. */
const timeZones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** Of the engagement that was chosen in the same form; of all of theirs, before one is. */
async function metricsOf(library: Library, member: Member, { view }: BlockSuggestion): Promise<readonly Offered[]> {
  const chosen = view === undefined ? undefined : fieldsOf(view).chosen('engagement');
  const { listed } = await theirs(library, member);
  if (chosen === undefined) {
    const playbooks = new Set(listed.map(({ playbook }) => playbook ?? ''));
    return [...playbooks].flatMap((id) => library.shelf.latest(id)?.playbook.metrics ?? []).map(metricOffered);
  }
  if (!listed.some(({ engagement }) => engagement === chosen)) return [];
  const standing = await standingOf(library, chosen);
  return (standing?.playbook?.metrics ?? []).map(metricOffered);
}

const metricOffered = ({ id, name }: { readonly id: string; readonly name: string }): Offered => ({
  text: `${name} (${id})`,
  value: id,
});

async function inTime(
  find: () => Promise<readonly Offered[]>,
  log: Logger,
): Promise<{ readonly offered: readonly Offered[] } | { readonly said: string }> {
  const late = new AbortController();
  try {
    const found = find().then((offered) => ({ offered }));
    const tooLate = pause(withinMs, { said: 'No answer in time: type again in a moment' }, { signal: late.signal });
    return await Promise.race([found, tooLate]);
  } catch (error) {
    log.warn({ err: error }, 'What may be chosen in a form of Slack could not be asked');
    return { said: 'It cannot be looked up now: type again in a moment' };
  } finally {
    late.abort();
  }
}

const sentence = (text: string): PlainTextOption[] => [option(text, nothing) ?? []].flat();

/** Those in which what was typed occurs, first those that begin with it. Each once: Slack takes no value twice. */
function fitting(offered: readonly Offered[], typed: string): PlainTextOption[] {
  const looked = typed.trim().toLowerCase();
  const found = [...new Map(offered.map((one) => [one.value, one])).values()]
    .map((one) => ({ ...one, at: `${one.text} ${one.value}`.toLowerCase().indexOf(looked) }))
    .filter(({ at }) => at >= 0);
  const first = [...found.filter(({ at }) => at === 0), ...found.filter(({ at }) => at > 0)];
  return first.flatMap(({ text, value }) => option(text, value) ?? []).slice(0, most);
}
