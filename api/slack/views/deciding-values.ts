import type { Offer } from '../../../src/engagement/state.ts';
import type { GateValue } from '../../../src/messages/slack/button-values.ts';

/** What buttons carry that open a form whose words stand in the playbook: it is on the shelf here by its digest, and nothing slow is asked. */
export interface DecisionValue extends GateValue {
  readonly decision: string;
  /** The digest of the playbook. */
  readonly playbook: string;
}

export interface GateItemsValue extends GateValue {
  readonly items: readonly string[];
}

export interface TermValue {
  readonly engagement: string;
  readonly term: string;
  readonly playbook: string;
}

export interface SignValue {
  readonly engagement: string;
  /** Key of the wait: another one once a term was answered anew, so that nothing else is signed than what was shown. */
  readonly wait: string;
  readonly playbook: string;
}

export interface OfferValue {
  readonly engagement: string;
  readonly offer: Offer;
}
