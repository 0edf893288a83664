import type { Playbook } from '../schema.ts';
import { error, warning } from './finding.ts';
import type { Finding } from './finding.ts';
import { didYouMean } from './nearest.ts';

/** Figures that do not go together. */
export const figureFaults = (playbook: Playbook): Finding[] => [
  ...criteria(playbook),
  ...firstCycle(playbook),
  ...agendas(playbook),
  ...asks(playbook),
  ...blockers(playbook),
  ...sameDayScopes(playbook),
];

/** Success criteria that can never be agreed hold up what rests on them. */
const criteria = ({ successCriteria }: Playbook): Finding[] =>
  successCriteria !== undefined && successCriteria.minimum > new Set(successCriteria.metrics).size
    ? [
        error(
          ['successCriteria', 'minimum'],
          `At least ${successCriteria.minimum} targets are asked for, and there are only ${new Set(successCriteria.metrics).size} metrics to choose from.`,
        ),
      ]
    : [];

const firstCycle = ({ maintenance }: Playbook): Finding[] =>
  maintenance.firstCycle.fromDays > maintenance.firstCycle.toDays
    ? [
        error(
          ['maintenance', 'firstCycle', 'toDays'],
          `The first business cycle ends (day ${maintenance.firstCycle.toDays}) before it begins (day ${maintenance.firstCycle.fromDays}).`,
        ),
      ]
    : [];

const agendas = ({ meetings }: Playbook): Finding[] =>
  meetings.flatMap(({ agenda, minutes }, meeting) =>
    agenda.flatMap(({ from, to }, index) => {
      const path = ['meetings', meeting, 'agenda', index];
      if (to !== undefined && to <= from)
        return [error([...path, 'to'], `This point ends (minute ${to}) before it begins (minute ${from}).`)];
      const before = agenda[index - 1];
      if (before !== undefined && from < (before.to ?? before.from))
        return [error([...path, 'from'], `This point begins (minute ${from}) before the one above it is over.`)];
      return minutes !== undefined && (to ?? from) > minutes.max
        ? [
            warning(
              [...path, to === undefined ? 'from' : 'to'],
              `This point is still on in minute ${to ?? from}; the meeting lasts ${minutes.max} at most.`,
            ),
          ]
        : [];
    }),
  );

const asks = ({ hypercare }: Playbook): Finding[] =>
  hypercare.asks !== undefined && hypercare.watches.length === 0
    ? [warning(['hypercare', 'asks'], 'Readings are asked for, and hypercare watches no metric. Name them in watches.')]
    : [];

const blockers = ({ homework }: Playbook): Finding[] =>
  homework.items.flatMap(({ id, blocks, optional }, index) =>
    blocks !== undefined && optional === true
      ? [warning(['homework', 'items', index, 'blocks'], `"${id}" is optional, so that it blocks nothing.`)]
      : [],
  );

/** What is promised for the same day is in the scope. */
function sameDayScopes({ hypercare: { scope, sameDay } }: Playbook): Finding[] {
  const known = scope?.in.map(({ id }) => id) ?? [];
  return (sameDay?.scopes ?? []).flatMap((id, index) =>
    known.includes(id)
      ? []
      : [
          error(
            ['hypercare', 'sameDay', 'scopes', index],
            `There is no line "${id}" in the scope.${didYouMean(id, known)}`,
          ),
        ],
  );
}
