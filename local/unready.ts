export { Unready } from '../stores/unready.ts';
