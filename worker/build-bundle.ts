import { resolve } from 'node:path';
import { writeBundle } from './bundle.ts';

// For the build: the bundle lies beside the compiled worker, which takes it from there.
await writeBundle(resolve('build/worker/workflow-bundle.js'));
