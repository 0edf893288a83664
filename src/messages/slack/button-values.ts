import type { GateCode } from '../../playbook/codes.ts';

/** What buttons carry: ids, never more. Everything else is looked up when they are clicked. */
export interface GateValue {
  readonly engagement: string;
  readonly gate: GateCode;
  readonly attempt: number;
}

export interface TasksValue {
  readonly engagement: string;
  /** Keys of tasks. */
  readonly tasks: readonly string[];
}

export interface MetricValue {
  readonly engagement: string;
  readonly metric: string;
}
