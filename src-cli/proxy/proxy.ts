// What `loom proxy` runs; a bundle of its own (dist/cli/proxy.cjs) that must start in a blink: no
// package, and of Node only what every client needs.
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ownPaths } from './find-hub.ts';
import { openHub } from './open-hub.ts';
import { type ProxyOptions, parseProxyOptions, usage } from './options.ts';
import { Relay } from './relay.ts';

export interface ProxyDependencies {
  /** The hub's entry; by default the one of the build that this bundle belongs to. */
  hubEntry?: string;
}

/**
 * Connects the client on stdin and stdout to the hub until the client goes.
 *
 * @param args - what follows `loom proxy`.
 * @returns the exit code; the caller is to exit with it at once.
 */
export async function runProxy(
  args: readonly string[],
  dependencies: ProxyDependencies = {},
): Promise<number> {
  const reading = parseProxyOptions(args, { cwd: currentFolder(), env: process.env });
  if (reading.ok) return relayUntilTheEnd(reading.options, dependencies);
  // Not even help goes to stdout: only MCP does.
  writeError(reading.reason === 'help' ? usage : `loom proxy: ${reading.detail}; see --help\n`);
  return reading.reason === 'help' ? 0 : 2;
}

function relayUntilTheEnd(
  options: ProxyOptions,
  { hubEntry = fileURLToPath(new URL('../main/headless.cjs', import.meta.url)) }: ProxyDependencies,
): Promise<number> {
  const { start, ...about } = options;
  const version = typeof __LOOM_VERSION__ === 'string' ? __LOOM_VERSION__ : 'unbuilt';
  const tell = (text: string) => writeError(`loom proxy: ${text}\n`);
  const paths = ownPaths(process.env);
  const relay = new Relay({
    input: process.stdin,
    output: process.stdout,
    hello: { loom: 1, version, pid: process.pid, ...about },
    openHub: ({ recovering, mayStart }) =>
      openHub({ paths, entry: start && mayStart ? hubEntry : undefined, recovering, tell }),
    tell,
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, relay.end);
  return relay.ended;
}

/** Undefined where the folder was deleted under us. */
function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

function writeError(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody reads our stderr: there is nobody else to tell.
  }
}
