import { roleName, roleNames } from '../in-words.ts';
import type { Playbook } from '../schema.ts';
import { taskLines } from './lines.ts';
import { list, listUnder, section } from './markdown.ts';
import type { Block } from './markdown.ts';

/** What steps 2c, 2d and 3c have that no other step has. */

export const build = (playbook: Playbook): Block[] =>
  playbook.build.map(({ name, owner, after, waitDays, tasks }, index) =>
    section(4, `Component ${index + 1}: ${name} (${roleName(playbook, owner)})`, [
      after.length === 0
        ? undefined
        : `After ${after.map((id) => playbook.build.find((one) => one.id === id)?.name ?? id).join(', ')}${waitDays === undefined ? '' : `, and ${waitDays} days later`}.`,
      list(taskLines(playbook, tasks)),
    ]),
  );

export const tests = (playbook: Playbook): Block[] => [
  section(4, 'Tests', [
    playbook.tests.vehicle,
    listUnder(`Technical (${roleName(playbook, playbook.tests.owner)})`, taskLines(playbook, playbook.tests.team)),
    listUnder(
      `By the customer (${roleName(playbook, playbook.tests.customerOwner)})`,
      taskLines(playbook, playbook.tests.customer),
    ),
  ]),
];

export function hypercare(playbook: Playbook): Block[] {
  const { days, cycle, officeHours, extension, watches, asks, scope, sameDay, chain } = playbook.hypercare;
  const names = watches.map((id) => playbook.metrics.find((metric) => metric.id === id)?.name ?? id);
  return [
    section(4, 'Hypercare', [
      list([
        `It lasts ${days} days from go-live at least, and until ${cycle.minimum} × ${cycle.name} is complete. ${cycle.text}`,
        `Office hours: ${officeHours.minutes} minutes every ${officeHours.everyDays} days${officeHours.times === undefined ? '' : `, ${officeHours.times} times`}, with ${roleNames(playbook, officeHours.audience)}. ${officeHours.text}`,
        `Extended ${extension.kind === 'days-given' ? 'by days that are given then' : `by the fix and ${extension.cycles} more`}: ${extension.text}`,
        `Silence is answered on the chain "${chain}".`,
        ...(sameDay === undefined ? [] : [`Same day: ${sameDay.text}`]),
        ...(names.length === 0
          ? []
          : [
              `Watched: ${names.join(', ')}${asks === undefined ? '' : `; ${roleName(playbook, asks.of)} is asked every ${asks.everyDays} days`}`,
            ]),
      ]),
      listUnder('In scope', scope?.in.map(({ text }) => text) ?? []),
      listUnder('A change request, not an issue', scope?.out.map(({ text }) => text) ?? []),
    ]),
  ];
}
