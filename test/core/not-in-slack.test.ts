import { describe, expect, it } from 'vitest';
import { shelved, Stage } from '../support/play.ts';
import { daysPass, told } from '../support/scenes.ts';

const begun = (): Stage => new Stage(shelved('event-operations-platform'));
const missed = { kind: 'personNotInSlack', person: 'the-engineer', reason: 'nobody has their address' } as const;
const item = 'slack/the-engineer';
const engineer = { kind: 'assignPerson', person: 'the-engineer', name: 'Ben', roles: ['engineer'] };

describe('somebody of the team whom Slack does not know', () => {
  it('is asked for once, in the open: an attention item, and a message to the architect that names them', () => {
    const stage = begun();
    stage.note(missed);
    expect(stage.view.attention[item]?.problem).toBe(
      'The engineer is not found in Slack (nobody has their address), and is written to by mail meanwhile.',
    );
    expect(stage.view.people['the-engineer']?.notInSlack).toBe(stage.now);
    expect(told(stage, 'not-in-slack')).toMatchObject([{ to: 'the-architect', values: { who: 'The engineer' } }]);
    expect(told(stage, 'attention')).toEqual([]);
    daysPass(stage, 30);
    expect(told(stage, 'not-in-slack')).toHaveLength(1);
  });

  it('is asked for on hold too', () => {
    const stage = begun();
    stage.act({ kind: 'hold', reason: 'The budget' });
    stage.note(missed);
    expect(told(stage, 'not-in-slack')).toHaveLength(1);
  });

  it('is found by itself, and that ends it', () => {
    const stage = begun();
    stage.note(missed);
    stage.note({ kind: 'personFoundInSlack', person: 'the-engineer' });
    expect(stage.view.attention).toEqual({});
    expect(stage.view.people['the-engineer']).toEqual({
      name: 'The engineer',
      email: 'engineer@team.example',
      roles: ['engineer'],
    });
  });

  it.each([
    ['with a Slack id', { email: 'engineer@team.example', slack: 'U7' }],
    ['with another address', { email: 'ben@team.example' }],
  ])('is looked for anew once they are named anew %s', (_, details) => {
    const stage = begun();
    stage.note(missed);
    stage.act({ ...engineer, kind: 'assignPerson', ...details });
    expect(stage.view.attention).toEqual({});
    expect(stage.view.people['the-engineer']?.notInSlack).toBeUndefined();
  });

  it('is still not found when only their name was corrected', () => {
    const stage = begun();
    stage.note(missed);
    stage.act({ ...engineer, kind: 'assignPerson', email: 'engineer@team.example' });
    expect(Object.keys(stage.view.attention)).toEqual([item]);
    expect(stage.view.people['the-engineer']).toMatchObject({ name: 'Ben', notInSlack: stage.now });
  });

  it('is asked for no more when somebody else has taken over', () => {
    const stage = begun();
    stage.note(missed);
    const ben = { person: 'ben', name: 'Ben', email: 'ben@team.example', roles: ['engineer'] };
    stage.act({ kind: 'assignPerson', ...ben, insteadOf: 'the-engineer' });
    expect(stage.view.attention).toEqual({});
  });

  it('may have been forgotten: what was noted of nobody changes nothing', () => {
    const stage = begun();
    const { people, attention } = stage.view;
    stage.note({ ...missed, person: 'nobody' });
    stage.note({ kind: 'personFoundInSlack', person: 'nobody' });
    expect([stage.view.people, stage.view.attention]).toEqual([people, attention]);
  });
});
