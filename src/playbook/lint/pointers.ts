import { z } from 'zod';
import { pointers } from '../parts.ts';
import type { Target } from '../parts.ts';
import { playbookSchema } from '../schema.ts';
import { bare, isRecord } from './shape.ts';
import type { Shape } from './shape.ts';
import type { Path } from './finding.ts';

/** An id that points at something else of the playbook. */
export interface Pointer {
  readonly to: Target;
  readonly id: string;
  readonly path: Path;
}

type Look = (value: unknown, path: Path, found: Pointer[]) => void;

/** Every pointer of a playbook. Which fields point is read off the schema once; only those branches are walked. */
export function pointersIn(playbook: unknown): Pointer[] {
  const found: Pointer[] = [];
  look?.(playbook, [], found);
  return found;
}

function lookAt(shape: Shape): Look | undefined {
  const inner = bare(shape);
  const to = pointers.get(inner)?.to;
  if (to !== undefined)
    return (value, path, found) => {
      if (typeof value === 'string') found.push({ to, id: value, path });
    };
  if (inner instanceof z.ZodObject) return lookIntoFields(inner.shape);
  if (inner instanceof z.ZodArray) return lookIntoList(lookAt(inner.element));
  if (inner instanceof z.ZodRecord) return lookIntoRecord(lookAt(inner.valueType));
  if (!(inner instanceof z.ZodUnion)) return undefined;
  const branches = inner.options.flatMap((option) => lookAt(option) ?? []);
  return branches.length === 0
    ? undefined
    : (value, path, found) => branches.forEach((branch) => branch(value, path, found));
}

function lookIntoFields(shape: Readonly<Record<string, Shape>>): Look | undefined {
  const fields = Object.entries(shape).flatMap(([name, field]) => {
    const inside = lookAt(field);
    return inside === undefined ? [] : [[name, inside] as const];
  });
  if (fields.length === 0) return undefined;
  return (value, path, found) => {
    if (!isRecord(value)) return;
    for (const [name, inside] of fields) if (value[name] !== undefined) inside(value[name], [...path, name], found);
  };
}

function lookIntoList(inside: Look | undefined): Look | undefined {
  if (inside === undefined) return undefined;
  return (value, path, found) => {
    if (Array.isArray(value)) value.forEach((entry, index) => inside(entry, [...path, index], found));
  };
}

function lookIntoRecord(inside: Look | undefined): Look | undefined {
  if (inside === undefined) return undefined;
  return (value, path, found) => {
    if (isRecord(value)) for (const [key, entry] of Object.entries(value)) inside(entry, [...path, key], found);
  };
}

const look = lookAt(playbookSchema);
