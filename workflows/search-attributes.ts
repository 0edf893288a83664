import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** What engagements are found by. Ids and dates, never personal data: search attributes are not encrypted. */
export const searchAttributes = {
  customer: defineSearchAttributeKey('Customer', SearchAttributeType.KEYWORD),
  playbook: defineSearchAttributeKey('Playbook', SearchAttributeType.KEYWORD),
  step: defineSearchAttributeKey('Step', SearchAttributeType.KEYWORD),
  status: defineSearchAttributeKey('EngagementStatus', SearchAttributeType.KEYWORD),
  waitingOn: defineSearchAttributeKey('WaitingOn', SearchAttributeType.KEYWORD_LIST),
  architect: defineSearchAttributeKey('Architect', SearchAttributeType.KEYWORD),
  nextDue: defineSearchAttributeKey('NextDue', SearchAttributeType.DATETIME),
  goLive: defineSearchAttributeKey('GoLive', SearchAttributeType.DATETIME),
  checkIn: defineSearchAttributeKey('CheckIn', SearchAttributeType.DATETIME),
  redFlags: defineSearchAttributeKey('RedFlags', SearchAttributeType.INT),
} as const;

/** Names and types, as a server registers them. */
export const searchAttributeTypes = {
  Customer: 'Keyword',
  Playbook: 'Keyword',
  Step: 'Keyword',
  EngagementStatus: 'Keyword',
  WaitingOn: 'KeywordList',
  Architect: 'Keyword',
  NextDue: 'Datetime',
  GoLive: 'Datetime',
  CheckIn: 'Datetime',
  RedFlags: 'Int',
} as const;
