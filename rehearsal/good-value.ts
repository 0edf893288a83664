import { meets } from '../src/health/rule.ts';
import type { Outline } from '../src/playbook/outline.ts';

const candidates = [0, 1, 2, 3, 4, 10, 20, 50, 80, 95, 96, 98, 100];

/** A value of a metric that reaches its target, where it has one, and breaks none of its lines. */
export function goodValue({ metrics, maintenance }: Outline, id: string): number {
  const metric = metrics.find((known) => known.id === id);
  const rules = [...(metric?.redFlags ?? []), ...maintenance.triggers.filter((trigger) => trigger.metric === id)].map(
    ({ rule }) => rule,
  );
  const found = candidates.find(
    (value) =>
      (metric?.target === undefined || meets(metric.target, value)) &&
      rules.every((rule) => rule.op === 'drop' || !meets(rule, value)),
  );
  if (found === undefined) throw new Error(`No value of ${id} is good: its target and its lines leave none`);
  return found;
}
