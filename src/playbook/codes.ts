/** The sixteen steps of the method, in order. */
export const stepCodes = [
  '1a',
  '1b',
  '1c',
  '1d',
  '2a',
  '2b',
  '2c',
  '2d',
  '3a',
  '3b',
  '3c',
  '3d',
  '4a',
  '4b',
  '4c',
  '4d',
] as const;

/** The steps that are left only by sign-off. */
export const gateCodes = ['1d', '2b', '2d', '3d'] as const;

export type StepCode = (typeof stepCodes)[number];
export type GateCode = (typeof gateCodes)[number];
