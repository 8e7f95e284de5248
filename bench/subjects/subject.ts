import type { Channel } from '../load/channel.ts';
import { LineChannel } from '../load/line-channel.ts';
import { type Command, end, start } from '../system/processes.ts';

export const subjectNames = ['direct', 'floor', 'loom'] as const;
export type SubjectName = (typeof subjectNames)[number];

/** What all subjects get alike. */
export interface Setup {
  /** The servers behind it, by name. */
  servers: Readonly<Record<string, Command>>;
  /** A folder of its own. */
  folder: string;
  /** Longest message that Loom takes, such as `16MB`; Loom's default where not given. */
  maxMessage?: string;
}

/** One way from a client to its servers. */
export interface Subject {
  readonly name: SubjectName;
  /** The name by which a client calls a server's tool. */
  toolName(server: string, tool: string): string;
  /** Runs what stands between clients and servers, if there is any; resolves when it takes clients. */
  startHub(): Promise<void>;
  /** Ends that, and what it runs. */
  stopHub(): Promise<void>;
  /** Takes over a hub that a client has started. */
  adoptHub(): void;
  /** The hub's process; its servers do not count. */
  hubPid(): number | undefined;
  /** Launches what a client launches over stdio: one process, or each server where there is no hub. */
  launch(): Launched[];
  /** A client over HTTP; `headers` as `HttpChannel` takes them. */
  openHttp(headers?: string): Promise<Channel>;
}

export interface Launched {
  channel: Channel;
  pid: number;
}

/** What every process gets of our environment. */
export function plainEnv(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER', 'SHELL', 'LANG', 'TMPDIR'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

export function launchOverStdio(command: Command): Launched {
  const child = start(command, 'pipe');
  const { stdin, stdout, stderr, pid } = child;
  if (!stdin || !stdout || !stderr || pid === undefined)
    throw new Error(`${command.command} did not start`);
  let complaints = '';
  stderr.on('data', (text) => {
    complaints += text;
  });
  const channel = new LineChannel({
    input: stdin,
    output: stdout,
    close: () => end(child, () => stdin.end()),
    complaints: () => complaints,
  });
  return { channel, pid };
}
