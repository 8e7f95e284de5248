/**
 * The stdio transport (MCP 2025-11-25, basic/transports): a child process, one JSON-RPC message a
 * line. It moves bytes; whether they are JSON is for its user to find out.
 */
import { isUtf8 } from 'node:buffer';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import spawn from 'cross-spawn';
import type { StdioServer } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { createLineSplitter, type LineHandler } from '../../../src-shared/wire/lines.ts';
import { oneLine } from '../../../src-shared/wire/one-line.ts';
import { createLineWriter } from '../mcp/line-writer.ts';
import { byteLength } from '../mcp/message.ts';
import { layEnv } from '../platform/child-env.ts';
import type { ChildRecord } from '../platform/child-record.ts';
import { stopChild } from '../platform/stop-child.ts';
import { watchChildEnd } from './child-end.ts';
import type { Link, LinkEnd, LinkEvents, LinkOptions, OpenLink } from './link.ts';
import { oversizedAnswerId } from './oversized-answer.ts';
import { describeSpawnFailure, type SpawnAttempt } from './spawn-failure.ts';
import { createStderrLines } from './stderr-lines.ts';

export interface StdioDeps {
  /** What every child gets, PATH included; the server's own `env` is laid over it. */
  childEnv(): Promise<Record<string, string>>;
  record: ChildRecord;
}

/**
 * A driver that starts servers as children, without a shell. A link's `closed` comes when the process
 * has exited and its output is read; its `close()` also waits until nothing of its process group is
 * left, and may be called after `closed` for just that.
 *
 * Opening fails with LoomError `server-unavailable`, or with the signal's reason.
 */
export function createStdioOpener(deps: StdioDeps): OpenLink<StdioServer> {
  return async (spec, events, options) => {
    const env = layEnv(process.platform, await deps.childEnv(), spec.env);
    options.signal.throwIfAborted();
    const attempt = {
      serverId: options.serverId,
      command: spec.command,
      cwd: spec.cwd,
      path: pathIn(env),
    };
    const child = await startChild(spec, env, attempt);
    deps.record.add(pidOf(child), spec.command);
    const link = createStdioLink(child, events, { ...options, attempt, record: deps.record });
    if (!options.signal.aborted) return link;
    await link.close();
    throw options.signal.reason;
  };
}

function pathIn(env: Readonly<Record<string, string>>): string {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH');
  return (name && env[name]) ?? '';
}

async function startChild(
  spec: StdioServer,
  env: Record<string, string>,
  attempt: SpawnAttempt,
): Promise<ChildProcessWithoutNullStreams> {
  try {
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env,
      stdio: 'pipe',
      // Leads a process group, so that all that it starts can be ended with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    await once(child, 'spawn');
    return child as ChildProcessWithoutNullStreams;
  } catch (cause) {
    throw describeSpawnFailure(attempt, cause);
  }
}

function pidOf(child: ChildProcessWithoutNullStreams): number {
  return child.pid as number; // A child that has spawned has one.
}

interface StdioContext extends LinkOptions {
  attempt: SpawnAttempt;
  record: ChildRecord;
}

function createStdioLink(
  child: ChildProcessWithoutNullStreams,
  events: LinkEvents,
  context: StdioContext,
): Link {
  const { serverId, maxMessage, record } = context;
  const pid = pidOf(child);
  const { promise: closed, resolve: setClosed } = Promise.withResolvers<void>();
  let isClosed = false;
  let end: LinkEnd | undefined;
  let stopping: Promise<void> | undefined;
  const output = createOutputReader(child, events, context);
  const writer = createLineWriter(child.stdin, 4 * maxMessage);

  watchChildEnd(child, {
    mute(pipe) {
      const text = `The server closed its ${pipe} but goes on running; it is stopped.`;
      end ??= { by: 'error', error: new LoomError('server-protocol', text, { server: serverId }) };
      stop().catch(() => undefined); // close() tells whoever asks.
    },
    over(failure) {
      output.end();
      isClosed = true;
      stop().catch(() => undefined); // Sweeps what is left of the group.
      events.closed(end ?? endOf(failure));
      setClosed();
    },
  });

  function endOf(failure: Error | undefined): LinkEnd {
    if (!failure) return { by: 'exit', code: child.exitCode, signal: child.signalCode };
    return { by: 'error', error: describeSpawnFailure(context.attempt, failure) };
  }

  function stop(): Promise<void> {
    stopping ??= stopChild(child).then(() => record.remove(pid));
    return stopping;
  }

  function refuse(requestId: number | undefined, error: LoomError): void {
    process.nextTick(() => {
      if (isClosed) return;
      if (requestId !== undefined) events.requestFailed(requestId, error);
      else events.warning(`A message to the server was dropped. ${error.message}`);
    });
  }

  return {
    pid,
    send({ pieces, requestId }) {
      if (byteLength(pieces) > maxMessage) refuse(requestId, tooLarge('The message', context));
      else if (!writer.write(pieces)) refuse(requestId, notReading(serverId));
    },
    established: () => Promise.resolve(),
    async close() {
      end ??= { by: 'us' };
      await stop();
      await closed;
    },
  };
}

/** Reads both outputs until `end`, which shows what came without a newline. */
function createOutputReader(
  child: ChildProcessWithoutNullStreams,
  events: LinkEvents,
  options: LinkOptions,
): { end(): void } {
  let isEnding = false;
  const stdout = createLineSplitter(
    options.maxMessage,
    messageHandler(events, options, () => isEnding),
    Buffer.concat,
  );
  const stderr = createStderrLines(events.stderr);
  child.stdout.on('data', stdout);
  child.stderr.on('data', stderr.write);
  return {
    end() {
      for (const stream of [child.stdout, child.stderr])
        stream.removeAllListeners('data').destroy();
      isEnding = true;
      stdout(newline);
      stderr.end();
    },
  };
}

const newline = Uint8Array.of(0x0a);

function messageHandler(
  events: LinkEvents,
  context: LinkOptions,
  isEnding: () => boolean,
): LineHandler {
  let oversized: Uint8Array | undefined;
  return {
    line(bytes) {
      if (isEnding()) {
        events.warning(`Its output ended in the middle of a line: ${startOf(bytes)}`);
      } else if (isUtf8(bytes)) {
        events.message(oneLine(bytes));
      } else {
        events.warning(`A line was not valid UTF-8: ${startOf(bytes)}`);
        // What a decoder that replaces makes of it: every SDK's does.
        events.message(oneLine(Buffer.from(textOf(bytes))));
      }
    },
    tooLong(head) {
      oversized = head;
      events.warning(`${tooLarge('A message', context).message}. It began: ${startOf(head)}`);
    },
    skipped(tail) {
      const requestId = oversized && oversizedAnswerId(oversized, tail);
      oversized = undefined;
      if (requestId === undefined) return;
      events.requestFailed(requestId, tooLarge('The answer', context));
    },
  };
}

function startOf(bytes: Uint8Array): string {
  return JSON.stringify(textOf(bytes.subarray(0, 120)));
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

function tooLarge(what: string, { serverId, maxMessage }: LinkOptions): LoomError {
  const text = `${what} of server "${serverId}" is longer than the ${maxMessage} bytes that are allowed`;
  return new LoomError('message-too-large', text, { server: serverId });
}

function notReading(serverId: string): LoomError {
  const text = `server "${serverId}" does not read what it is sent; too much waits for it already`;
  return new LoomError('server-busy', text, { server: serverId });
}
