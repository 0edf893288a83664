import { ruleInWords } from '../../health/rule.ts';
import { gateCodes } from '../codes.ts';
import type { Rule } from '../parts.ts';
import type { Playbook } from '../schema.ts';
import { error, warning } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { common, domainOf, firing, isEmpty, isWhole } from './interval.ts';

type Metric = Playbook['metrics'][number];

/** Rules that never or always fire, that contradict each other, or whose stages come in the wrong order. */
export const thresholdFaults = (playbook: Playbook): Finding[] => [
  ...playbook.metrics.flatMap((metric, index) => metricFaults(playbook, metric, ['metrics', index])),
  ...playbook.maintenance.triggers.flatMap(({ metric, rule }, index) =>
    ruleFaults(unitOf(playbook, metric), rule, ['maintenance', 'triggers', index, 'rule'], 'fires'),
  ),
  ...evidenceRules(playbook),
];

const unitOf = ({ metrics }: Playbook, metric: string): string =>
  metrics.find(({ id }) => id === metric)?.unit ?? 'points';

function evidenceRules(playbook: Playbook): Finding[] {
  return gateCodes.flatMap((gate) =>
    playbook.gates[gate].items.flatMap(({ evidence }, item) =>
      (evidence === undefined ? [] : [evidence].flat()).flatMap((one, index) => {
        const path: Path = [
          'gates',
          gate,
          'items',
          item,
          'evidence',
          ...(Array.isArray(evidence) ? [index] : []),
          'rule',
        ];
        return 'metric' in one ? ruleFaults(unitOf(playbook, one.metric), one.rule, path, 'is met') : [];
      }),
    ),
  );
}

function metricFaults(playbook: Playbook, metric: Metric, path: Path): Finding[] {
  const { target, redFlags, unit } = metric;
  return [
    ...(target === undefined ? [] : ruleFaults(unit, target, [...path, 'target'], 'is met')),
    ...redFlags.flatMap(({ rule }, index) => [
      ...ruleFaults(unit, rule, [...path, 'redFlags', index, 'rule'], 'fires'),
      ...contradiction(metric, rule, [...path, 'redFlags', index, 'rule']),
    ]),
    ...milderTriggers(playbook, metric),
  ];
}

function ruleFaults(unit: string, rule: Rule, path: Path, does: string): Finding[] {
  const values = common(firing(rule), domainOf(unit));
  const written = `"${ruleInWords(rule, unit)}"`;
  const range = unit === 'percent' ? 'Percentages go from 0 to 100.' : `${unit} begin at 0.`;
  if (rule.op === 'drop')
    return rule.value < 0 || (unit === 'percent' && rule.value >= 100)
      ? [error(path, `${written} is no drop that can be measured. ${range}`)]
      : [];
  if (isEmpty(values)) return [error(path, `${written} never ${does}. ${range}`)];
  return isWhole(values, domainOf(unit))
    ? [error(path, `${written} always ${does}, whatever is measured. ${range}`)]
    : [];
}

/** No value may be on target and a red flag at once. What is measured over another time is another value. */
function contradiction({ target, unit, id }: Metric, rule: Rule, path: Path): Finding[] {
  if (target === undefined || target.op === 'drop' || rule.op === 'drop') return [];
  if (isEmpty(common(common(firing(target), firing(rule)), domainOf(unit)))) return [];
  return [
    error(
      path,
      `A reading of "${id}" can be on target ("${ruleInWords(target, unit)}") and a red flag ("${ruleInWords(rule, unit)}") at once. Let one end where the other begins.`,
    ),
  ];
}

/** What re-engages the team is worse than what raises a monthly or quarterly flag, never milder. */
function milderTriggers({ maintenance }: Playbook, { id, redFlags, unit }: Metric): Finding[] {
  const flags = redFlags.filter(({ stages }) => stages.some((stage) => stage === 'monthly' || stage === 'quarterly'));
  return maintenance.triggers.flatMap(({ metric, rule }, index) => {
    const harsher = flags.find((flag) => metric === id && isMilder(rule, flag.rule, unit));
    return harsher === undefined
      ? []
      : [
          warning(
            ['maintenance', 'triggers', index, 'rule'],
            `This trigger fires ("${ruleInWords(rule, unit)}") before the red flag of "${id}" does ("${ruleInWords(harsher.rule, unit)}"): the team comes back before anybody is warned.`,
          ),
        ];
  });
}

const up = ({ op }: Rule): boolean => op === '>' || op === '>=';
const down = ({ op }: Rule): boolean => op === '<' || op === '<=';

function isMilder(rule: Rule, than: Rule, unit: string): boolean {
  const isSameWay = (up(rule) && up(than)) || (down(rule) && down(than));
  const domain = domainOf(unit);
  const [wide, narrow] = [common(firing(rule), domain), common(firing(than), domain)];
  return isSameWay && (up(rule) ? wide.from < narrow.from : wide.to > narrow.to);
}
