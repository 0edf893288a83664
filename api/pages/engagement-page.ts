import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { gateCodes } from '../../src/playbook/codes.ts';
import {
  dayInWords,
  gateName,
  itemsInWords,
  reasonInWords,
  rolesInWords,
  sinceInWords,
  stepName,
  waitInWords,
} from '../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../src/messages/slack/engagement-words.ts';
import { checklistOf } from '../../src/messages/slack/gate-standing.ts';
import type { Shelf } from '../../stores/playbook-shelf.ts';
import type { Engagements } from '../engagements.ts';
import { Problem } from '../problem.ts';
import { standingIn } from '../standing-in.ts';
import { drawn } from './frame.ts';

interface PageDependencies {
  readonly engagements: Engagements;
  readonly shelf: Shelf;
  readonly token: string;
}

/**
 * Where the Open button of messages leads: an engagement as it stands, read only. A browser has no bearer token, so it asks for it as a password, and
 * nothing is shown without; not even whether there is such an engagement.
 */
export function engagementPage(dependencies: PageDependencies): Router {
  const router = Router();
  router.get('/engagements/:id', async (request, response) => {
    const { id } = request.params;
    response.setHeader('Cache-Control', 'no-store');
    if (!hasToken(request, dependencies.token)) return askForToken(response, id);
    try {
      const view = await dependencies.engagements.view(id);
      response.type('html').send(drawn(view.customer, partsOf(standingIn(dependencies.shelf, view))));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      response
        .status(error.status)
        .type('html')
        .send(drawn('Not shown', [{ lines: [error.message] }]));
    }
  });
  return router;
}

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** As the password of HTTP's Basic authentication; the name does not matter. */
function hasToken(request: Request, token: string): boolean {
  const [, encoded = ''] = /^Basic ([\w+/=-]{1,4000})$/i.exec(request.get('authorization') ?? '') ?? [];
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  return timingSafeEqual(digest(given.slice(given.indexOf(':') + 1)), digest(token)) && given.includes(':');
}

/** Whoever closes the browser's question reads this. */
function askForToken(response: Response, id: string): void {
  const lines = [
    'This page is for those who have the token of the API: open it again, and give the token as the password, with any name.',
    `In Slack, /engagement show ${id} tells the same to everybody who takes part.`,
  ];
  response
    .status(401)
    .setHeader('WWW-Authenticate', 'Basic realm="Fairlead, with the token of the API as the password", charset="UTF-8"')
    .type('html')
    .send(drawn('Who are you?', [{ lines }]));
}

interface Part {
  readonly title?: string;
  readonly lines: readonly string[];
}

/** What there is to know of an engagement, part by part. */
function partsOf(standing: Standing): Part[] {
  const { view } = standing;
  return [
    { lines: [`${stepName(view)}, ${sinceInWords(standing, view.stepSince)} (${view.status})`, ...datesOf(standing)] },
    { title: 'Waiting for', lines: orNobody(waitsOf(standing)) },
    ...gatesOf(standing),
    { title: 'Red flags', lines: flagsOf(standing) },
    { title: 'Needs a look', lines: Object.values(view.attention).map(({ problem }) => problem) },
    { title: 'Next, if nobody acts', lines: nextOf(standing) },
    { title: 'Documents', lines: documentsOf(standing) },
    { lines: [`${view.id} · ${view.playbook.id} ${view.playbook.version}`] },
  ].filter(({ lines }) => lines.length > 0);
}

const orNobody = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? ['nobody'] : lines);

const datesOf = ({ view }: Standing): string[] => [
  ...(view.goLiveOn === undefined ? [] : [`Go-live: ${dayInWords(view, view.goLiveOn)}`]),
  ...(view.checkIn.on === undefined ? [] : [`Check-in: ${dayInWords(view, view.checkIn.on)}`]),
];

const waitsOf = (standing: Standing): string[] =>
  standing.view.waits.map(
    (wait) => `${rolesInWords(standing, wait.who)}: ${waitInWords(wait)}, ${sinceInWords(standing, wait.since)}`,
  );

/** The gate that is open, with its checklist and who has approved. */
function gatesOf(standing: Standing): Part[] {
  const { view } = standing;
  return gateCodes.flatMap((code) => {
    const gate = view.gates[code];
    if (view.step !== code || gate === undefined || gate.decided !== undefined) return [];
    const checklist = checklistOf(standing, code).map(
      ({ text, isTrue, lack }) => `${isTrue ? '✓' : '○'} ${text}${lack === undefined ? '' : ` (${lack})`}`,
    );
    const approvals = gate.approvals.map(
      ({ by, at }) => `Approved by ${view.people[by]?.name ?? by}, ${dayInWords(view, at)}`,
    );
    return [{ title: gateName(code), lines: [...checklist, ...approvals] }];
  });
}

const flagsOf = (standing: Standing): string[] =>
  Object.values(standing.view.redFlags).map(
    ({ metric, rule, value, since }) =>
      `${metric.replaceAll('-', ' ')}: ${value} (the line: ${rule}), ${sinceInWords(standing, since)}`,
  );

const nextOf = ({ view }: Standing): string[] =>
  view.upcoming.slice(0, 8).map((duty) => {
    const to = duty.kind === 'message' ? ` → ${view.people[duty.to]?.name ?? duty.to}` : '';
    return `${dayInWords(view, duty.at)}: ${reasonInWords(duty)}${to}`;
  });

const documentsOf = (standing: Standing): string[] =>
  Object.entries(standing.view.documents).map(([id, { version, link }]) => {
    const [name = id] = itemsInWords(standing, [id]);
    return `${name} (${version})${link === undefined ? '' : `: ${link}`}`;
  });
