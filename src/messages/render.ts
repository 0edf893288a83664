import { dateInWords, dateOf, isDate, isInstant, timeInWords } from '../calendar/calendar.ts';
import { steps } from '../method/steps.ts';
import { gateCodes } from '../playbook/codes.ts';
import type { GateCode } from '../playbook/codes.ts';
import type { Playbook } from '../playbook/schema.ts';
import type { Letter } from '../ports/messenger.ts';
import { catalogue } from './catalogue.ts';
import type { TemplateId } from './templates.ts';
import { chapterBriefs } from './chapter-brief.ts';
import { meetingBriefs } from './meeting-brief.ts';
import { placeholder, placeholdersOf } from './placeholders.ts';
import { nameIn, textOf } from './texts.ts';

/** A message in words: plain text, with paragraphs parted by empty lines and list entries that begin with "- ". */
export interface Rendered {
  readonly subject: string;
  readonly text: string;
}

/** Puts a letter into words: those of its playbook, else the catalogue's. `elsewhere` are items that are shown beside the text, and not listed in it. Pure. */
export function render(playbook: Playbook, letter: Letter, elsewhere: readonly string[] = []): Rendered {
  const wording = playbook.messages[letter.template] ?? catalogue[letter.template];
  const listed = letter.items.filter((id) => !elsewhere.includes(id));
  const values = {
    ...valuesOf(playbook, { ...letter, items: listed }),
    ...(listed.length === 0 && letter.items.length > 0 && { items: '(listed below)' }),
    messages: partsInWords(playbook, letter),
  };
  const lacks = (list: string): boolean => !wording.body.includes(list);
  const body = [
    wording.body,
    ...(listed.length > 0 && lacks('{items}') ? ['{items}'] : []),
    ...(letter.parts !== undefined && lacks('{messages}') ? ['{messages}'] : []),
  ].join('\n\n');
  const text = [
    fill(letter, body, values),
    ...meetingBriefs(playbook, letter),
    ...chapterBriefs(playbook, letter),
    ...responses(playbook, letter),
    ...gotchas(playbook, letter),
    ...standingIn(letter),
  ]
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return {
    subject: oneLine(
      fill(letter, wording.subject, { ...values, items: letter.items.map((id) => nameIn(playbook, id)).join('; ') }),
    ),
    text,
  };
}

/** Each message that was held, under its own subject. They are greeted once, by the letter that brings them. */
const partsInWords = (playbook: Playbook, { parts = [], ...letter }: Letter): string =>
  parts
    .map((part) => render(playbook, { ...letter, ...part }))
    .map(
      ({ subject, text }, index) =>
        `${index + 1}. ${subject.replace(`${letter.customer}: `, '')}\n\n${text.replace(`Hello ${letter.to.name},\n\n`, '')}`,
    )
    .join('\n\n');

const standingIn = ({ onBehalfOf, timeZone }: Letter): string[] =>
  onBehalfOf === undefined
    ? []
    : [
        `This comes to you because you answer for ${onBehalfOf.name} until ${dateInWords(dateOf(onBehalfOf.until, { timeZone, holidays: [] }))}.`,
      ];

/** Placeholders that nothing is known for are left out rather than shown in braces. */
function fill({ template }: Letter, text: string, values: Readonly<Record<string, string>>): string {
  const known = placeholdersOf(template);
  return text.replace(placeholder, (_, name: string) => (known.includes(name) ? (values[name] ?? '') : ''));
}

/** A subject is one line: a line break in a customer's name must not become a header of the mail. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200);

function valuesOf(playbook: Playbook, letter: Letter): Record<string, string> {
  const { values, customer, to, step, engagement, items } = letter;
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inWords(letter, value)]));
  const gate = [values['gate'], step].find(isGate);
  const meant = gate === undefined ? undefined : playbook.gates[gate];
  const { kickoff, starts } = values;
  const decision = meant?.decisions.find(({ id }) => id === values['decision'])?.label;
  return {
    reason: '',
    ...shown,
    ...(decision !== undefined && { decision }),
    // What is said of a gate says its name.
    ...(gate !== undefined && { what: (shown['what'] ?? '').replace(`${gate}: `, `${gate} ${steps[gate].name}: `) }),
    customer,
    person: to.name,
    engagement,
    step: step === 'aftercare' ? 'aftercare' : `${step} ${steps[step].name}`,
    ...(gate !== undefined && { gate: `${gate} ${steps[gate].name}` }),
    ...(kickoff !== undefined && { kickoff: timeInWords(kickoff, letter.timeZone) }),
    ...(starts !== undefined && { starts: timeInWords(starts, letter.timeZone) }),
    date:
      shown['on'] ??
      (kickoff && timeInWords(kickoff, letter.timeZone)) ??
      shown['until'] ??
      inWords(letter, letter.now),
    items: items.map((id) => `- ${textOf(playbook, id, meant)}`).join('\n'),
  };
}

const isGate = (code: string | undefined): code is GateCode => gateCodes.some((gate) => gate === code);

/** Dates read as dates, in the time zone of the engagement. */
function inWords({ timeZone }: Letter, value: string): string {
  if (isDate(value)) return dateInWords(value);
  return /^\d{4}-.*Z$/.test(value) && isInstant(value) ? dateInWords(dateOf(value, { timeZone, holidays: [] })) : value;
}

/** What the playbook says is to be done about a red flag, whether a line of a metric raised it or a trigger. */
function responses({ metrics, maintenance }: Playbook, { template, values }: Letter): string[] {
  if (template !== 'red-flag') return [];
  const lines = metrics.flatMap(({ id, redFlags }) =>
    redFlags.map(({ text, response }, index) => ({ flag: `${id}-${index + 1}`, says: [text, response] })),
  );
  const triggers = maintenance.triggers.map(({ id, threshold, response }) => ({
    flag: `trigger-${id}`,
    says: [threshold, response],
  }));
  const raised = [...lines, ...triggers].find(({ flag }) => flag === values['flag']);
  return (raised?.says ?? []).flatMap((said) => said ?? []);
}

/** What goes wrong in a step is said to the person who can prevent it, when the step opens; for the kickoff, before it. */
function gotchas(playbook: Playbook, { template, step, to }: Letter): string[] {
  const about: readonly string[] = warnsOf(template, step);
  const mine = playbook.gotchas.filter((gotcha) => about.includes(gotcha.step) && to.roles.includes(gotcha.tell));
  return mine.length === 0 ? [] : [`Watch out:\n\n${mine.map(({ text }) => `- ${text}`).join('\n')}`];
}

/** The steps whose pitfalls a message carries. */
function warnsOf(template: TemplateId, step: Letter['step']): readonly Letter['step'][] {
  switch (template) {
    case 'kickoff-day':
      return ['1a', '1b'];
    case 'kickoff-invitation':
      return ['1b'];
    case 'homework-pack':
    case 'work-opened':
    case 'gate-opened':
    case 'step-opened':
    case 'approval-request':
    case 'hypercare-opened':
      return [step];
    default:
      return [];
  }
}
