import type { StepCode } from '../codes.ts';
import type { Playbook } from '../schema.ts';
import { error, warning } from './finding.ts';
import type { Finding } from './finding.ts';
import { canAllFail } from './worlds.ts';

/** Steps in which the method asks for meetings, and for tasks. What a playbook puts elsewhere, nobody would ever be asked for. */
const meetingSteps: readonly StepCode[] = ['1b', '1c', '2b', '3b', '4c'];
const taskSteps: readonly string[] = ['2a', '2c', '3a', '3b', '3c', '4a', '4b', '4c', '4d'];

/** What the method itself looks for in every playbook: without it a step could never be left, or nobody would be asked. */
export const methodNeeds = (playbook: Playbook): Finding[] => [
  ...rolesOfTheTeam(playbook),
  ...('work' in playbook.chains
    ? []
    : [error(['chains'], 'There is no chain "work". Everything that has no chain of its own runs on it.')]),
  ...kickoff(playbook),
  ...Object.keys(playbook.tasks).flatMap((step) =>
    taskSteps.includes(step)
      ? []
      : [
          error(
            ['tasks', step],
            `Step ${step} has no tasks in the method, so that nobody would be asked for these. Steps with tasks: ${taskSteps.join(', ')}.`,
          ),
        ],
  ),
  ...playbook.meetings.flatMap(({ id, step }, index) =>
    meetingSteps.includes(step)
      ? []
      : [
          warning(
            ['meetings', index, 'step'],
            `Nobody is asked for "${id}": the method asks for meetings in ${meetingSteps.join(', ')}, not in ${step}.`,
          ),
        ],
  ),
  ...untested(playbook),
];

function rolesOfTheTeam({ roles }: Playbook): Finding[] {
  const architect = roles.findIndex(({ id }) => id === 'architect');
  const missing = ['engineer', 'sme'].filter((id) => roles.every((role) => role.id !== id));
  return [
    ...(architect < 0
      ? [
          error(
            ['roles'],
            'There is no role "architect", who owns every engagement. Add it, with side: internal and needed: true.',
          ),
        ]
      : roles[architect]?.needed === true && roles[architect].side === 'internal'
        ? []
        : [error(['roles', architect], 'The architect owns every engagement: side: internal and needed: true.')]),
    ...missing.map((id) =>
      warning(
        ['roles'],
        `There is no role "${id}". The method gives it work (fixes, check-ins), which falls to the architect then.`,
      ),
    ),
  ];
}

/** 1b is left when the kickoff was held, so that there must be one in every engagement. */
function kickoff({ meetings }: Playbook): Finding[] {
  const index = meetings.findIndex(({ id }) => id === 'kickoff');
  const meeting = meetings[index];
  if (meeting === undefined)
    return [
      error(
        ['meetings'],
        'There is no meeting "kickoff", and 1b is left only when it was held. Add one, with step: 1b.',
      ),
    ];
  const wrong = [
    meeting.step === '1b' ? [] : ['belongs to step 1b'],
    meeting.when === undefined ? [] : ['takes place in every engagement, and has no condition'],
    meeting.optional === true ? ['is never optional'] : [],
  ].flat();
  return wrong.length === 0
    ? []
    : [error(['meetings', index], `The kickoff ${wrong.join(', and ')}: otherwise 1b could never be left.`)];
}

/** 2d signs off what was tested. */
const untested = ({ tests }: Playbook): Finding[] =>
  (['team', 'customer'] as const).flatMap((by) =>
    canAllFail(tests[by].map(({ when }) => when))
      ? [
          error(
            ['tests', by],
            `There are engagements in which 2d has no ${by} test: each has a condition, and all can fail. One must always apply.`,
          ),
        ]
      : [],
  );
