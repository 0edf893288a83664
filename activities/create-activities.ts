import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { EngagementActivities, Tried } from '../src/ports/activities.ts';
import { faults } from '../src/ports/activities.ts';
import type { Delivery, Letter, Messenger } from '../src/ports/messenger.ts';
import type { Records } from '../src/ports/records.ts';
import type { Playbook } from '../src/playbook/schema.ts';
import { JournalForked } from '../stores/file-records.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
import { later, permanent } from './failures.ts';
import type { Probes } from './probes/open-probes.ts';

export interface ActivitiesDependencies {
  readonly records: Records;
  readonly messenger: Messenger;
  readonly probes: Probes;
  /** Called with the engagement of which something was delivered or stored. Never rejects: it is a hint to whoever shows engagements. */
  readonly changed?: (engagement: string) => void;
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

const fareOf = (error: unknown): { readonly problem: string; readonly isFinal: boolean } => ({
  problem: error instanceof Error ? error.message : String(error),
  isFinal: error instanceof ApplicationFailure && error.nonRetryable === true,
});

/** What the workflow asks of the outside world, composed of adapters. */
export function createActivities(dependencies: ActivitiesDependencies): EngagementActivities {
  const { records, messenger, probes, changed, log } = dependencies;
  const deliver = async (letter: Letter): Promise<Delivery> => {
    const delivery = await messenger.deliver(letter);
    // Neither the address nor the text: logs are read by more people than mail.
    log.info(
      { engagement: letter.engagement, key: letter.key, template: letter.template, via: delivery.via },
      'delivered',
    );
    return delivery;
  };
  const triedOnce = (letter: Letter): Promise<Tried> =>
    deliver(letter).then(
      (delivery) => ({ key: letter.key, ...delivery }),
      (error: unknown) => ({ key: letter.key, ...fareOf(error) }),
    );
  return {
    deliver: async (letter) => {
      const delivery = await deliver(letter);
      changed?.(letter.engagement);
      return delivery;
    },
    performTogether: async ({ letterhead, letters, journal }) => {
      const { engagement } = letterhead;
      const [isStored, tried] = await Promise.all([
        journal !== undefined &&
          records.append(engagement, journal).then(
            () => true,
            // Said by the store's own activity, which tries again.
            (error: unknown) => {
              log.warn({ engagement, err: error }, 'The journal could not be stored at the first try');
              return false;
            },
          ),
        Promise.all(letters.map((body) => triedOnce({ ...letterhead, ...body }))),
      ]);
      changed?.(engagement);
      return { isStored, tried };
    },
    appendJournal: async ({ engagement, journal }) => {
      try {
        await records.append(engagement, journal);
        changed?.(engagement);
      } catch (error) {
        throw error instanceof JournalForked ? permanent(faults.journalForked, error.message) : error;
      }
    },
    takeReading: async ({ probe }) => {
      const { value, source, unit, detail } = await probes.read(probe.source);
      const from = detail === undefined ? source : `${source} (${detail})`;
      return { value, source: from, ...(unit !== undefined && { unit }) };
    },
  };
}
