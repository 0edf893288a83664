import type { App } from '@slack/bolt';
import type { Shelf } from '../../stores/playbook-shelf.ts';
import type { Clicks } from './clicks.ts';
import { decisionValue, gateItemsValue, offerValue, signValue, termValue } from './click.ts';
import { readAbout } from './forms/about.ts';
import { readAgreement, readDecision, readOffer, readSignature, readTerm } from './forms/deciding.ts';
import type { FormAsked } from './forms/form-asked.ts';
import { readHours } from './forms/hours.ts';
import { readStartForm, readStartPeople } from './forms/start.ts';
import { openHours, opensHoursForm } from './hours-form.ts';
import type { HoursFormDependencies } from './hours-form.ts';
import { keeps, opens, submits } from './listeners.ts';
import type { AskedWhere } from './listeners.ts';
import { aboutForm } from './views/about-form.ts';
import { decisionForm } from './views/gate-decision.ts';
import { agreementForm } from './views/gate-items.ts';
import { offerForm } from './views/offers.ts';
import { signatureForm } from './views/signature.ts';
import { startForm } from './views/start-form.ts';
import { termForm } from './views/terms.ts';

export interface FormListenersDependencies extends HoursFormDependencies {
  readonly clicks: Clicks;
  readonly shelf: Shelf;
}

/** Decisions, terms, signatures, offers and starts, and the forms behind them. All that a form asks before it is kept is at hand: the playbook on the shelf. */
export function listenToForms(app: App, dependencies: FormListenersDependencies): void {
  const { clicks, shelf } = dependencies;
  keeps(app, clicks, 'gate-items-confirm', gateItemsValue, (value) => ({ kind: 'confirm-items', ...value }));
  keeps(app, clicks, 'gate-items-confirm-all', gateItemsValue, (value) => ({ kind: 'confirm-items', ...value }));
  opens(app, dependencies, 'gate-item-agree', gateItemsValue, ({ about, responseUrl }) =>
    agreementForm(about, responseUrl),
  );
  opens(app, dependencies, 'offer-answer', offerValue, ({ about, responseUrl }) => offerForm(about, responseUrl));
  opens(app, dependencies, 'term-answer', termValue, ({ about, responseUrl }) => {
    const terms = shelf.byDigest(about.playbook)?.playbook.definitions.terms;
    const term = terms?.find(({ id }) => id === about.term);
    return term && termForm(about, term, responseUrl);
  });
  opens(app, dependencies, 'definitions-sign', signValue, ({ about, responseUrl }) => {
    const playbook = shelf.byDigest(about.playbook)?.playbook;
    return playbook && signatureForm(about, playbook, responseUrl);
  });
  opens(app, dependencies, /^gate-decide-/, decisionValue, ({ about, ...rest }) => {
    const playbook = shelf.byDigest(about.playbook)?.playbook;
    const decision = playbook?.gates[about.gate].decisions.find(({ id }) => id === about.decision);
    return playbook && decision && decisionForm(about, { playbook, decision, ...rest });
  });
  submits(app, clicks, 'decide', (filled) => readDecision(shelf, filled));
  submits(app, clicks, 'agree-item', readAgreement);
  submits(app, clicks, 'term', (filled) => readTerm(shelf, filled));
  submits(app, clicks, 'sign', readSignature);
  submits(app, clicks, 'offer', readOffer);
  opensHoursForm(app, dependencies);
  submits(app, clicks, 'hours', readHours);
  submits(app, clicks, /^about-/, readAbout);
  submits(app, clicks, 'start', (filled, user) => readStartForm(shelf, filled, user, nowInUtc()));
  submits(app, clicks, 'start-people', (filled, user) => readStartPeople(shelf, filled, user, nowInUtc()));
}

/** Opens the form that `/engagement …` asks for. Nothing is lost when that fails: it is asked for again. */
export async function openAsked(
  dependencies: FormListenersDependencies,
  asked: FormAsked,
  { sender, trigger, responseUrl }: AskedWhere,
): Promise<void> {
  const { web, deliver, log } = dependencies;
  try {
    if (asked.kind === 'hours')
      await openHours(dependencies, trigger, { sender, engagement: asked.engagement, responseUrl });
    else if (asked.kind === 'start') await web.openModal(trigger, startForm({ responseUrl }, asked.customer));
    else await web.openModal(trigger, aboutForm(asked, responseUrl));
  } catch (error) {
    log.warn({ err: error }, 'A form could not be opened');
    await deliver(
      { user: sender.user, responseUrl, at: nowInUtc() },
      { text: 'The form could not be opened in time. Please type it again.' },
    );
  }
}

const nowInUtc = (): string => new Date().toISOString();
