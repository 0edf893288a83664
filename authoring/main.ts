import { createProgram } from './create-program.ts';
import { Sentence } from './sentence.ts';

// Whoever reads only the beginning (`| head`) closes the pipe.
process.stdout.on('error', () => process.exit(0));

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Sentence ? error.message : `This should not happen: ${String(error)}`}\n`);
    process.exitCode = 1;
  });
