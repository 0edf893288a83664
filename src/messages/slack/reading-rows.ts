import type { KnownBlock } from '@slack/types';
import type { MetricValue } from './button-values.ts';
import { metricInWords } from './engagement-words.ts';
import type { Seen } from './engagement-words.ts';
import { markup } from './mrkdwn.ts';
import { button, paragraph } from './parts.ts';

/** Each metric that is asked for, with a button that opens the modal for its number. Pure. */
export const readingRows = (standing: Seen<'id'>, metrics: readonly string[]): KnownBlock[] =>
  metrics.map((metric) => {
    const value: MetricValue = { engagement: standing.view.id, metric };
    return paragraph(
      markup`• ${metricInWords(standing, metric)}`,
      button({ action: 'reading-record', text: 'Record', value }),
    );
  });
