import type { Context } from '../method/context.ts';
import { meets, ruleInWords, valueInWords } from './rule.ts';
import { latestOf } from './series.ts';
import { watchedRules } from './watched.ts';
import type { Metric } from './watched.ts';

/**
 * How a metric stands in the stage that the engagement is in. Red: a line is broken. Amber: no line is broken, and the target is not reached either, which
 * never passes for it. Kept: no line is broken, and there is no target. Unread: nobody has read it yet.
 */
export interface Kpi {
  readonly metric: string;
  readonly name: string;
  readonly standing: 'red' | 'amber' | 'on-target' | 'kept' | 'unread';
  /** "15:01 min"; absent when it is unread. */
  readonly value?: string;
  readonly takenAt?: string;
  readonly target?: string;
  /** What was agreed with the customer, and what was so before. */
  readonly agreed?: { readonly target: string; readonly baseline?: string };
  /** The lines that are watched now. */
  readonly lines: readonly string[];
}

/** The metrics that matter now: those with a line that is watched, and in hypercare those that it watches besides. RV-274 to RV-277, A43. */
export const kpisOf = (context: Context): Kpi[] =>
  context.playbook.metrics.flatMap((metric) => {
    const rules = watchedRules(context, metric).filter(({ isWatched }) => isWatched);
    const { watches } = context.playbook.hypercare;
    const matters = rules.length > 0 || (context.state.step === '3c' && watches.includes(metric.id));
    return matters ? [kpi(context, metric, rules)] : [];
  });

function kpi({ state }: Context, { id, name, unit, target }: Metric, rules: ReturnType<typeof watchedRules>): Kpi {
  const last = latestOf(state.readings[id]);
  const agreed = state.targets[id];
  const isRed = rules.some(({ flag }) => flag in state.redFlags);
  return {
    metric: id,
    name,
    standing: last === undefined ? 'unread' : isRed ? 'red' : standing(target, last.value),
    lines: rules.map(({ inWords }) => inWords()),
    ...(last !== undefined && { value: valueInWords(last.value, unit), takenAt: last.at }),
    ...(target !== undefined && { target: ruleInWords(target, unit) }),
    ...(agreed !== undefined && {
      agreed: {
        target: valueInWords(agreed.target, unit),
        ...(agreed.baseline !== undefined && { baseline: valueInWords(agreed.baseline, unit) }),
      },
    }),
  };
}

function standing(target: Metric['target'], value: number): Kpi['standing'] {
  if (target === undefined) return 'kept';
  return meets(target, value) ? 'on-target' : 'amber';
}
