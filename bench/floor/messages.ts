import { defineUpdate } from '@temporalio/workflow';

export const floorQueue = 'floor';
export const floorType = 'floor';
export const roles = ['first', 'second'] as const;

export interface FloorInput {
  readonly gates: number;
}

export interface Approval {
  readonly gate: number;
  readonly role: (typeof roles)[number];
}

/** Answers how many approvals there are so far. */
export const approve = defineUpdate<number, [Approval]>('approve');

export interface FloorActivities {
  work(step: { readonly gate: number; readonly step: number }): Promise<string>;
}
