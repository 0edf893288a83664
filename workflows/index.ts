export { engagement } from './engagement.ts';
