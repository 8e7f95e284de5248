import { hasFlag, numberOption, option } from './arguments.ts';
import { addBigTools } from './big-tools.ts';
import { addModernAskingTools } from './modern-asking-tools.ts';
import { CODES } from './modern-messages.ts';
import { addModernPrompts, addModernResources, addOddItems } from './modern-resources.ts';
import { ModernServer } from './modern-server.ts';
import { addModernTasks } from './modern-tasks.ts';
import { addModernTools } from './modern-tools.ts';
import { withResultType } from './odd-texts.ts';
import { RawJson } from './raw-messages.ts';

/** The server of modern.ts and modern-http.ts, as the command line wants it. */
export function createModernServer(otherwiseNamed: string): ModernServer {
  const name = option('name') ?? otherwiseNamed;
  const pageSize = option('page-size');
  const server = new ModernServer({
    name,
    instructions: hasFlag('no-instructions') ? undefined : `Ask ${name} to repeat anything.`,
    ttlMs: numberOption('ttl', 60_000),
    cacheScope: option('cache-scope') ?? 'public',
    pageSize: pageSize === undefined ? undefined : Number(pageSize),
    refuseInitialize: hasFlag('exit-on-initialize')
      ? 'exit'
      : numberOption('refuse-with', CODES.unsupportedVersion),
  });
  addModernTools(server);
  addModernAskingTools(server);
  addModernResources(server);
  addModernPrompts(server);
  addModernTasks(server);
  addBigTools({
    tool: (definition, run) => server.tool(definition, run),
    result: (text) => new RawJson(withResultType(text)),
  });
  addOddItems(server);
  return server;
}
