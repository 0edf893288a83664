import { didYouMean } from '../../../src/playbook/lint/nearest.ts';
import type { MetricValue } from '../../../src/messages/slack/button-values.ts';
import { metricInWords } from '../../../src/messages/slack/engagement-words.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Said } from '../slack-web.ts';
import { afterwards, sent } from './acting.ts';
import type { Acting } from './acting.ts';

export async function reading(acting: Acting, { metric }: MetricValue, value: number): Promise<Said> {
  const { standing } = acting;
  const { view, playbook } = standing;
  const metrics = playbook?.metrics.map(({ id }) => id) ?? [];
  if (metrics.length > 0 && !metrics.includes(metric))
    return {
      text: markup`There is no metric "${metric}" in ${view.customer}.${didYouMean(metric, metrics)} There are: ${metrics.join(', ')}.`,
    };
  const refusal = await sent(acting, 'recordReading', { metric, value });
  if (refusal !== undefined) return refusal;
  const after = await afterwards(acting);
  const isRed = Object.values(after?.view.redFlags ?? {}).some((flag) => flag.metric === metric);
  return {
    text: markup`Recorded: ${metricInWords(standing, metric)} of ${view.customer} is ${value}.${isRed ? ' It has a red flag, and whoever must know is told.' : ''}`,
  };
}
