import type { KnownBlock } from '@slack/types';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { slashWords } from '../parse-slash.ts';
import { heading, lines, paragraph, remark } from '../../../src/messages/slack/parts.ts';

export const helpBlocks = (): KnownBlock[] => [
  heading('What /engagement can do'),
  paragraph(
    lines(
      Object.entries(slashWords).map(
        ([word, { args, does }]) => `\`/engagement ${word}${args === '' ? '' : ` ${args}`}\` ` + markup`${does}`,
      ),
    ),
  ),
  remark('Dates are written as 2027-02-23. Only you see the answers.'),
];
