import type { Logger } from 'pino';
import type { EngagementActivities } from '../src/ports/activities.ts';
import { faults } from '../src/ports/activities.ts';
import type { Letter, Messenger } from '../src/ports/messenger.ts';
import type { Records } from '../src/ports/records.ts';
import type { Playbook } from '../src/playbook/schema.ts';
import { JournalForked } from '../stores/file-records.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
import { later, permanent } from './failures.ts';
import { readJson } from './json-probe.ts';
import type { ProbeSettings } from './json-probe.ts';

export interface ActivitiesDependencies {
  readonly records: Records;
  readonly messenger: Messenger;
  readonly probes: ProbeSettings;
  readonly log: Logger;
}

/** The playbook version that a letter is written by. A worker that lacks it may get it: the letter waits. */
export const playbookOn =
  (shelf: Shelf) =>
  ({ playbook: { id, version, digest } }: Letter): Playbook => {
    const shelved = shelf.byDigest(digest);
    if (shelved !== undefined) return shelved.playbook;
    throw later(
      `${id} ${version} (${digest.slice(0, 12)}) is not on this worker's shelf. Put its file back under FAIRLEAD_PLAYBOOKS, as it was released.`,
      60_000,
      faults.playbookMissing,
    );
  };

/** What the workflow asks of the outside world, composed of adapters. */
export function createActivities({ records, messenger, probes, log }: ActivitiesDependencies): EngagementActivities {
  return {
    deliver: async (letter) => {
      const delivery = await messenger.deliver(letter);
      // Neither the address nor the text: logs are read by more people than mail.
      log.info(
        { engagement: letter.engagement, key: letter.key, template: letter.template, via: delivery.via },
        'delivered',
      );
      return delivery;
    },
    appendJournal: async ({ engagement, events }) => {
      try {
        await records.append(engagement, events);
      } catch (error) {
        throw error instanceof JournalForked ? permanent(faults.journalForked, error.message) : error;
      }
    },
    takeReading: async ({ probe }) => ({ value: await readJson(probes, probe), source: new URL(probe.url).host }),
  };
}
