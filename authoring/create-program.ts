import { Command } from 'commander';
import { diff } from '../src/playbook/diff/diff.ts';
import { show } from '../src/playbook/show/show.ts';
import { lintFiles } from './lint-files.ts';
import { newPlaybook } from './new-playbook.ts';
import { loadSound } from './playbook-files.ts';
import { releasePlaybook } from './release-playbook.ts';
import type { Said } from './sentence.ts';
import { schema } from './write-schema.ts';

/** `npm run playbook -- <verb>`: everything that an author of playbooks needs. docs/playbooks.md tells how to use it. */
export function createProgram(): Command {
  const program = new Command('npm run playbook --')
    .description('Writes, checks, shows, compares and releases playbooks: SOPs as YAML files.')
    .option('--playbooks <folder>', 'the folder that has them', process.env['FAIRLEAD_PLAYBOOKS'] ?? 'playbooks')
    .addHelpText(
      'after',
      '\nA playbook is named by ID (its newest version), by ID@VERSION, or by its file. docs/playbooks.md explains every field.',
    );
  const folder = (): string => program.opts<{ playbooks: string }>().playbooks;
  addReading(program, folder);
  addWriting(program, folder);
  return program;
}

type Folder = () => string;

/** The verbs that change nothing. */
function addReading(program: Command, folder: Folder): void {
  program
    .command('lint')
    .argument('[files...]', 'files to check; all in the folder, when none is named')
    .description('Says everything that is wrong, at once.')
    .addHelpText(
      'after',
      '\nEach finding has file:line:column, the path of the field, and a sentence. Errors keep a file from the shelf, warnings do not.\nExit code: 0 without errors, 1 with.',
    )
    .action(async (files: readonly string[]) => say(await lintFiles(folder(), files)));

  program
    .command('show')
    .argument('<playbook>', 'ID, ID@VERSION or a file')
    .description('Prints the SOP for a person, as markdown.')
    .addHelpText('after', '\nExample: npm run -s playbook -- show event-operations-platform > sop.md')
    .action(async (named: string) =>
      say({ text: show((await loadSound(folder(), named)).playbook).trimEnd(), code: 0 }),
    );

  program
    .command('diff')
    .argument('<before>', 'ID, ID@VERSION or a file')
    .argument('<after>', 'ID, ID@VERSION or a file')
    .description('Says in words what changed: gates, people, dates and figures, order, work, texts.')
    .addHelpText(
      'after',
      '\nIds say which line is which; where it stands in its list does not.\n\nExample: npm run playbook -- diff event-operations-platform@1.0.0 event-operations-platform@1.1.0',
    )
    .action(async (before: string, after: string) => {
      const [one, other] = await Promise.all([loadSound(folder(), before), loadSound(folder(), after)]);
      say({ text: diff(one.playbook, other.playbook).trimEnd(), code: 0 });
    });
}

/** The verbs that write files. */
function addWriting(program: Command, folder: Folder): void {
  program
    .command('new')
    .argument('<id>', 'the id of the playbook, in kebab-case')
    .option('--name <name>', 'the name of the SOP; the id in words, when it is left out')
    .description('Writes the skeleton of a new playbook, ID/1.0.0.yaml, that passes lint.')
    .addHelpText(
      'after',
      '\nNothing that is there is ever written over.\n\nExample: npm run playbook -- new lead-scoring --name "Lead Scoring Implementation"',
    )
    .action(async (id: string, { name }: { readonly name?: string }) => say(await newPlaybook(folder(), id, name)));

  program
    .command('schema')
    .option('--write', 'write it to playbook.schema.json in the folder')
    .description('Prints the JSON Schema that editors complete from.')
    .addHelpText(
      'after',
      '\nA playbook that begins with\n  # yaml-language-server: $schema=../playbook.schema.json\nis completed and explained by editors that speak YAML (VS Code with the YAML extension, and others).',
    )
    .action(async ({ write = false }: { readonly write?: boolean }) => say(await schema(folder(), write)));

  program
    .command('release')
    .argument('<playbook>', 'ID@VERSION')
    .description('Registers the digest of a version in digests.json, once it passes lint.')
    .addHelpText(
      'after',
      '\nFrom then on the shelf refuses any change of the file: a change takes a new version.\nA version that is registered with another digest is refused.',
    )
    .action(async (named: string) => say(await releasePlaybook(folder(), named)));
}

function say({ text, code }: Said): void {
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}
