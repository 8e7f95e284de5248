import type { Command } from 'commander';
import type { Paths } from '../src-shared/paths.ts';
import { createHubClient, type HubClient } from './hub-client.ts';
import type { CliIo } from './io.ts';
import { createStyle, type Style } from './output/style.ts';
import type { Page } from './output/table.ts';

/** What every command works with. */
export interface Context {
  io: CliIo;
  paths: Paths;
  json: boolean;
  /** Colours of stdout; `page` adds its width. */
  style: Style;
  page: Page;
  /** The exit code, where the command itself succeeded but its answer is no. */
  exitCode: number;
  /** Aborted when nobody reads stdout any more. */
  unread: AbortSignal;
  /** Each call connects anew; without a hub it rejects with `hub-not-running`. */
  hub: HubClient;
  /** The command's one answer: the value with `--json`, else the text. */
  print(value: unknown, text: () => string): void;
  /** A remark for the person at the terminal, on stderr. */
  note(text: string): void;
}

/** Adds one command to its parent; the context is used only when the command runs. */
export type AddCommand = (parent: Command, context: Context) => void;

export interface ContextOptions {
  io: CliIo;
  json: boolean;
  unread: AbortSignal;
}

export function createContext({ io, json, unread }: ContextOptions): Context {
  const { paths } = io;
  const style = createStyle({ isTTY: io.stdout.isTTY === true, env: io.env });
  const width = io.stdout.isTTY ? io.stdout.columns || 80 : Infinity;
  return {
    io,
    paths,
    json,
    style,
    page: { width, style },
    exitCode: 0,
    unread,
    hub: createHubClient(paths),
    print(value, text) {
      const output = json ? JSON.stringify(value, null, 2) : text();
      if (output !== '') io.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
    },
    note: (text) => io.stderr.write(`${text}\n`),
  };
}
