import type { TemplateId } from './templates.ts';

interface Wording {
  readonly subject: string;
  readonly body: string;
}

/**
 * Plain words for every message. A playbook that has words of its own for one uses those. Placeholders in braces: the letter's values, and
 * {customer} {person} {date} {items} {step} {engagement}. {items} is a list, a line each.
 */
export const catalogue: Readonly<Record<TemplateId, Wording>> = {
  'homework-pack': {
    subject: '{customer}: your homework for the kickoff',
    body: 'Hello {person},\n\nthe kickoff is on {date}. Until then, please see to these:\n\n{items}\n\nIf something takes longer, the kickoff is held all the same.',
  },
  'homework-assigned': {
    subject: '{customer}: what the kickoff asks of you',
    body: 'Hello {person},\n\nthank you for the kickoff. These came out of it, and are yours:\n\n{items}',
  },
  'homework-reminder': {
    subject: '{customer}: homework still open',
    body: 'Hello {person},\n\nthese are still open:\n\n{items}\n\nThe project goes on in any case; the sooner we have them, the more it is worth.',
  },
  'definitions-instruction': {
    subject: '{customer}: the terms that we will build on',
    body: 'Hello {person},\n\nplease go through these definitions with your leadership and answer each with Yes or No. Nothing is built until all of them are agreed:\n\n{items}',
  },
  'term-refused': {
    subject: '{customer}: {by} says No to a term',
    body: 'Hello {person},\n\n{by} does not approve of this definition:\n\n{items}\n\n{reason}\n\nNothing is built until it is agreed.',
  },
  'signature-request': {
    subject: '{customer}: your signature on the definitions',
    body: 'Hello {person},\n\nevery term has been answered with Yes. Please sign the document as a whole:\n\n{items}',
  },
  'kickoff-invitation': {
    subject: '{customer}: kickoff on {date}',
    body: 'Hello {person},\n\nthe kickoff call is on {date}.',
  },
  'kickoff-day': {
    subject: '{customer}: the kickoff is on {date}',
    body: 'The kickoff is on {date}. It is held whatever is open. {open}\n\n{items}',
  },
  'meeting-scheduled': {
    subject: '{customer}: a meeting on {starts}',
    body: 'Hello {person},\n\nthis meeting is on {starts}:\n\n{items}',
  },
  'action-assigned': {
    subject: '{customer}: for you, by {due}: {action}',
    body: 'Hello {person},\n\nthis is yours, by {due}:\n\n{action}',
  },
  'work-opened': {
    subject: '{customer}: {step} has opened',
    body: 'Hello {person},\n\nthese are yours in {step}:\n\n{items}',
  },
  'step-opened': {
    subject: '{customer}: meetings ahead: {items}',
    body: 'Hello {person},\n\nthese meetings are ahead, and you take part. You will hear when each of them is.\n\n{items}',
  },
  reminder: {
    subject: '{customer}: still waiting: {what}',
    body: 'Hello {person},\n\nwe have been waiting since {since} for: {what}.\n\n{items}',
  },
  escalation: {
    subject: '{customer}: nothing heard from {who}: {what}',
    body: 'Waiting for {who} since {since}: {what}.\n\n{items}\n\nReminders have not helped. Please take it up in person.',
  },
  'gate-opened': {
    subject: '{customer}: {gate} has opened',
    body: 'Hello {person},\n\n{gate} has opened. Please confirm each of these as soon as it is true; then the approvers are asked:\n\n{items}',
  },
  'approval-request': {
    subject: '{customer}: your approval of {gate}',
    body: 'Hello {person},\n\neverything below is in place and waits for your approval of {gate}:\n\n{items}',
  },
  'approval-reminder': {
    subject: '{customer}: your approval is still open',
    body: 'Hello {person},\n\nsince {since} one thing is missing: {what}. Nothing goes on without it.',
  },
  'approval-given': {
    subject: '{customer}: {gate}: approved by {by}',
    body: '{by} approved {gate} on {on}. What comes next is told as soon as it is decided.',
  },
  'approval-settled': {
    subject: '{customer}: {gate} is settled: {decision}',
    body: '{gate} was decided by {by} on {on}: {decision}. There is nothing left to do here.',
  },
  'approval-over': {
    subject: '{customer}: {gate}: your approval is not asked any more',
    body: '{why}. There is nothing left to do here.',
  },
  'work-progress': {
    subject: '{customer}: {left} of {all} still open',
    body: 'This is left:',
  },
  'work-settled': {
    subject: '{customer}: {outcome}',
    body: 'There is nothing left to do here.',
  },
  'changes-requested': {
    subject: '{customer}: {by} asks for changes at {gate}',
    body: '{by} does not approve {gate} as it is:\n\n{reason}',
  },
  'gate-decided': {
    subject: '{customer}: {gate} was decided: {decision}',
    body: 'Hello {person},\n\n{gate} was decided by {by}: {decision}.\n\n{reason}',
  },
  held: {
    subject: '{customer}: on hold',
    body: 'Hello {person},\n\nthe engagement is on hold: {reason}. Nobody is reminded of anything until it goes on; all approvals stay.\n\n{goesOn}',
  },
  'still-held': {
    subject: '{customer}: still on hold, since {since}',
    body: 'Hello {person},\n\nthe engagement has been on hold since {since}: {reason}.\n\n{goesOn}\n\nResume it when it can go on, or end it.',
  },
  resumed: {
    subject: '{customer}: going on',
    body: 'Hello {person},\n\nthe engagement goes on. It was on hold: {reason}.',
  },
  'prerequisite-ended': {
    subject: '{customer}: {project} has ended, so this engagement can go on',
    body: '{next}, the project that had to come first ({project}), has ended. Resume the engagement; its sign-off is then evaluated again.',
  },
  'hypercare-opened': {
    subject: '{customer}: two weeks of close support',
    body: 'Hello {person},\n\nhypercare has begun and lasts until {date} at least. Bring every question.',
  },
  'office-hours': {
    subject: '{customer}: office hours on {date}',
    body: 'Hello {person},\n\nyour weekly 30 minutes of office hours are on {date}.',
  },
  'hypercare-extended': {
    subject: '{customer}: hypercare goes on',
    body: 'Hello {person},\n\nhypercare was extended: {reason}',
  },
  'readings-asked': {
    subject: '{customer}: readings of {on}',
    body: 'Hello {person},\n\nplease read these today, and record what you find:\n\n{items}',
  },
  'red-flag': {
    subject: '{customer}: red flag: {items}',
    body: 'A reading of {value} is a red flag (the line: {rule}):\n\n{items}\n\nThe readings: {readings}',
  },
  'issue-routed': {
    subject: '{customer}: {severity} issue: {summary}',
    body: 'This one is yours ({issue}, {severity}):\n\n{summary}',
  },
  'change-requested': {
    subject: '{customer}: change request: {summary}',
    body: '{by} asks for something that support does not cover ({request}):\n\n{summary}\n\nIt falls under:\n\n{items}\n\nPlease accept it as work of its own, or decline it.',
  },
  'change-answered': {
    subject: '{customer}: your change request was {answer}',
    body: 'Hello {person},\n\nyou asked for this:\n\n{summary}\n\nIt goes beyond what support covers, and was {answer}.',
  },
  'project-complete': {
    subject: '{customer}: project complete',
    body: 'Hello {person},\n\nproject complete. The system is yours.',
  },
  'maintenance-schedule': {
    subject: '{customer}: your maintenance schedule',
    body: 'Hello {person},\n\nfrom now on these are yours to run:\n\n{items}',
  },
  'maintenance-round': {
    subject: '{customer}: {round} maintenance, round {number}',
    body: 'Hello {person},\n\nthe {round} round is due:\n\n{items}',
  },
  'first-cycle': {
    subject: '{customer}: looking back at the first business cycle',
    body: 'Hello {person},\n\ntime to look back at the first business cycle:\n\n{items}',
  },
  'follow-up': {
    subject: '{customer}: follow-up is due',
    body: 'Hello {person},\n\nthis follow-up is due:\n\n{items}',
  },
  'retention-offer': {
    subject: '{customer}: how we could go on',
    body: 'Hello {person},\n\nyour project is complete. There are two ways to go on: we look after it for you, or we take on a project of its own. Which would you like to hear more about?',
  },
  'retention-downsell': {
    subject: '{customer}: a project of its own',
    body: 'Hello {person},\n\nif managed services are not for you now: is there a project that we should take on next?',
  },
  'retention-retry': {
    subject: '{customer}: managed services, once more',
    body: 'Hello {person},\n\nwith {next} complete, shall we look after it all for you from here?',
  },
  'check-in-scheduled': {
    subject: '{customer}: our check-in on {date}',
    body: 'Hello {person},\n\non {date} we go through how the system performs, and what should be adjusted.',
  },
  'check-in-prep': {
    subject: '{customer}: refinement check-in in 2 weeks, on {date}',
    body: 'The refinement check-in is in 2 weeks, on {date}. Before it:\n\n{items}',
  },
  'check-in-brief': {
    subject: '{customer}: {kind} for the check-in',
    body: 'Hello {person},\n\nyou run the refinement check-in. {before}\n\nHow things stand:\n\n{metrics}\n\nRed flags:\n\n{flags}\n\nOpen:\n\n{open}',
  },
  'check-in-day': { subject: '{customer}: check-in today', body: 'Hello {person},\n\nour check-in is today.' },
  attention: {
    subject: '{customer}: this needs a look',
    body: 'Something did not work, and will not be tried again by itself:\n\n{problem}\n\n({item})',
  },
  'not-in-slack': {
    subject: '{customer}: who is {who} in Slack?',
    body: '{problem}\n\nName them anew with the Slack id that is theirs (assign-person, with "slack": in Slack, it is in their profile under "Copy member ID"), or with the address that they have in Slack. This is asked once, and ends by itself when they are found.',
  },
  digest: {
    subject: '{customer}: {count} messages from outside your working hours',
    body: 'Hello {person},\n\nthese waited for you to be back:\n\n{messages}',
  },
};
