/** Where something stands in a playbook: keys and positions, from the top. */
export type Path = readonly (string | number)[];

/** What is wrong with a playbook. An error keeps it from the shelf, a warning does not. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  /** Sentences: what is wrong, and what to do about it. */
  readonly message: string;
}

export const error = (path: Path, message: string): Finding => ({ severity: 'error', path, message });
export const warning = (path: Path, message: string): Finding => ({ severity: 'warning', path, message });

export const isWithin = (path: Path, parent: Path): boolean =>
  parent.length <= path.length && parent.every((part, index) => part === path[index]);
