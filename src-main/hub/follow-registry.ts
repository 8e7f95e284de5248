import type { Core } from './core.ts';
import type { HubLog } from './log.ts';
import type { Problems } from './problems.ts';
import type { RegistryFile } from './registry/registry-file.ts';

/** Keeps the running servers as registry.yaml says, and says what is wrong with it. */
export function followRegistry(
  registry: RegistryFile,
  core: Core,
  { problems, log }: { problems: Problems; log: HubLog },
): void {
  const tell = () => {
    const problem = registry.problem();
    if (problem) problems.report('registry', problem);
    else problems.resolve('registry');
  };
  tell();
  registry.onProblem(tell);
  registry.onChange(({ added, changed, removed }) => {
    log.info({ added, changed, removed }, 'registry.yaml has changed');
    // What was wrong with a definition says nothing of the next one.
    for (const id of [...changed, ...removed]) problems.resolve(`catalog:${id}`);
    core.applyRegistry();
  });
}
