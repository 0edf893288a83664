import { describe, expect, it } from 'vitest';
import { playbookFiles } from '../../authoring/playbook-files.ts';
import { stepCodes } from '../../src/playbook/codes.ts';
import { show } from '../../src/playbook/show/show.ts';
import { shelved } from '../support/play.ts';
import { sound } from './skeleton.ts';

const skeleton = show(sound());
const files = await playbookFiles('playbooks');

describe('An SOP printed for a person', () => {
  it.each([
    ['the phases', '## Phase 2: Engineering'],
    ['the steps by their names', '### 2b Engineering Handoff'],
    ['who takes part', '| Team Lead | customer | yes |'],
    [
      'how silence is answered',
      '- **homework**: reminders after 1, 3 and 5 business days; after 7 Architect is told, and again every 5, 6 times',
    ],
    [
      'homework',
      '#### Track A: homework of the customer (Team Lead, chain "homework")\n\n- [ ] Fill in the intake form.',
    ],
    ['prep with what comes first', '- [ ] Draft the requirements. *(after read-intake; document: Requirements)*'],
    ['terms', '- **Done**: What everybody means by it in this project.'],
    ['meetings with their agenda', '| 45-60 | Next steps | Who does what until when. |'],
    ['gates with what items rest on', '- [ ] The requirements are final. *(known from: final Requirements)*'],
    ['who approves', 'Who approves, each a person of their own (reminded on the chain "approval")**\n\n- Sponsor'],
    ['what is decided', '- **Back to the build** (back to 2c): Something must be fixed, and all is tested again.'],
    ['what is built, in order', '#### Component 2: Reports (Engineer)\n\nAfter Foundation.'],
    ['tests', '**By the customer (Team Lead)**\n\n- [ ] The customer uses it as on a normal day.'],
    ['hypercare', 'It lasts 14 days from go-live at least, and until 1 × Live cycle is complete.'],
    [
      'thresholds in words',
      '| Error rate (percent) | What percentage of records is wrong? | < 5 % | > 10 % (hypercare, monthly): tell Engineer |',
    ],
    ['maintenance', '### monthly: every month'],
    ['triggers', '| Errors rise | More than 20% of the records are wrong. | Find out why. | Subject Matter Expert |'],
    ['escalation', '| Something is broken | Engineer |  |'],
    ['retention', '### A dedicated engagement: a check-in every 3 months'],
    ['gotchas at their step', '**Watch out**\n\n- Test with data as it really is. *(said to: Engineer)*'],
  ])('has %s', (_, words) => {
    expect(skeleton).toContain(words);
  });

  it.each(files)('$id $version has every step, message and gotcha, and no value that is no text', ({ id, version }) => {
    const playbook = shelved(id, version);
    const text = show(playbook);
    for (const code of stepCodes) expect(text).toMatch(new RegExp(`^### ${code} `, 'm'));
    for (const message of Object.keys(playbook.messages)) expect(text).toContain(`### ${message}\n`);
    for (const gotcha of playbook.gotchas) expect(text).toContain(gotcha.text.replace(/\s+/g, ' '));
    expect(text).not.toMatch(/undefined|\[object|NaN/);
  });
});
