/** Every kind of message that Fairlead sends. A playbook may give each its own words; the catalogue has plain ones for all. */
export const templateIds = [
  'homework-pack', 'homework-reminder', 'definitions-instruction', 'kickoff-invitation', 'kickoff-day', 'work-opened', 'reminder', 'escalation',
  'approval-request', 'approval-reminder', 'changes-requested', 'gate-decided', 'held', 'resumed', 'hypercare-opened', 'office-hours',
  'hypercare-extended', 'red-flag', 'issue-routed', 'project-complete', 'maintenance-schedule', 'maintenance-round', 'first-cycle', 'follow-up',
  'retention-offer', 'retention-downsell', 'retention-retry', 'check-in-scheduled', 'check-in-prep', 'check-in-day', 'attention',
] as const;

export type TemplateId = (typeof templateIds)[number];
