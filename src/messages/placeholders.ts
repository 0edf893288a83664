import { templateIds } from './templates.ts';
import type { TemplateId } from './templates.ts';

/** What every message can say: {customer} {person} {engagement} {step} {date} {items}. */
const always = ['customer', 'person', 'engagement', 'step', 'date', 'items'] as const;

const waiting = ['what', 'since', 'who'] as const;

/** What else each kind of message can say: the values that its letter carries. render fills these in and no others; lint refuses all others. */
const own: Readonly<Record<TemplateId, readonly string[]>> = {
  'homework-pack': ['kickoff'],
  'homework-assigned': [],
  'homework-reminder': waiting,
  'definitions-instruction': [],
  'term-refused': ['by', 'reason'],
  'signature-request': [],
  'kickoff-invitation': ['kickoff'],
  'kickoff-day': ['kickoff', 'open'],
  'meeting-scheduled': ['starts'],
  'action-assigned': ['action', 'due'],
  'work-opened': [],
  'gate-opened': ['gate'],
  'step-opened': [],
  reminder: waiting,
  escalation: waiting,
  'approval-request': ['gate'],
  'approval-reminder': [...waiting, 'gate'],
  'approval-given': ['gate', 'by', 'on'],
  'approval-settled': ['gate', 'by', 'on', 'decision'],
  'approval-over': ['gate', 'why'],
  'work-progress': ['left', 'all'],
  'work-settled': ['outcome'],
  'changes-requested': ['gate', 'by', 'reason'],
  'gate-decided': ['gate', 'decision', 'by', 'reason'],
  held: ['reason', 'goesOn'],
  'still-held': ['reason', 'since', 'goesOn'],
  resumed: ['reason'],
  'prerequisite-ended': ['project', 'next'],
  'hypercare-opened': ['until'],
  'office-hours': ['on'],
  'hypercare-extended': ['reason'],
  'readings-asked': ['on'],
  'red-flag': ['value', 'rule', 'flag', 'readings'],
  'issue-routed': ['summary', 'severity', 'issue'],
  'change-requested': ['summary', 'request', 'by'],
  'change-answered': ['summary', 'answer'],
  'project-complete': [],
  'maintenance-schedule': [],
  'maintenance-round': ['round', 'number'],
  'first-cycle': [],
  'follow-up': [],
  'retention-offer': [],
  'retention-downsell': [],
  'retention-retry': ['next'],
  'check-in-scheduled': ['on'],
  'check-in-prep': ['on', 'metrics'],
  'check-in-brief': ['kind', 'metrics', 'flags', 'open', 'before'],
  'check-in-day': ['on'],
  attention: ['problem', 'item'],
  'not-in-slack': ['problem', 'who'],
  digest: ['count', 'messages'],
};

/** A placeholder in a text: a word in braces. */
export const placeholder = /\{(\w+)\}/g;

export const placeholdersOf = (template: TemplateId): readonly string[] => [...always, ...own[template]];

export const isTemplate = (id: string): id is TemplateId => templateIds.some((template) => template === id);
