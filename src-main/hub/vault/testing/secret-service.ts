/** A real Secret Service (gnome-keyring) on a D-Bus of its own, with nothing of this machine's. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const programs = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'];

/** The programs that this machine does not have; without them there is nothing to test against. */
export const missingPrograms = programs.filter(
  (program) =>
    !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program))),
);

export interface SecretService extends AsyncDisposable {
  /** What a process needs to find it. */
  env: Record<string, string>;
  /** Locks the keychain as its owner's screen would; nobody is there to answer a prompt. */
  lock(): void;
  unlock(): Promise<void>;
  /** What the keychain's entries are, as any other program would find them; not their values. */
  pids: readonly number[];
}

export interface SecretServiceOptions {
  /** A prompt is shown, and nobody ever answers it. */
  promptHangs?: boolean;
}

const password = 'open sesame';

export async function startSecretService({
  promptHangs,
}: SecretServiceOptions = {}): Promise<SecretService> {
  const folder = mkdtempSync(join(tmpdir(), 'loom-keyring-'));
  const control = join(folder, 'control');
  for (const name of ['control', 'run', 'data']) mkdirSync(join(folder, name), { mode: 0o700 });
  writeFileSync(join(folder, 'session.conf'), busConfig(folder));
  if (promptHangs) writeFileSync(join(folder, 'prompter.service'), hangingPrompter);
  const base = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
  };

  const bus = spawn(
    'dbus-daemon',
    [`--config-file=${join(folder, 'session.conf')}`, '--nofork', '--print-address'],
    { env: base, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [address] = await once(bus.stdout, 'data');
  const env = {
    DBUS_SESSION_BUS_ADDRESS: String(address).trim(),
    XDG_RUNTIME_DIR: base.XDG_RUNTIME_DIR,
  };
  const keyring = spawn(
    'gnome-keyring-daemon',
    ['--unlock', '--components=secrets', '--foreground', `--control-directory=${control}`],
    { env: { ...base, ...env }, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  keyring.stdin.end(password);
  await until(() => owner(env) !== undefined);

  return {
    env,
    pids: [bus, keyring].map(({ pid }) => pid ?? 0),
    lock: () => void call(env, lockCall),
    unlock: () => unlock(join(control, 'control')),
    async [Symbol.asyncDispose]() {
      for (const child of [keyring, bus]) await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const lockCall = [
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets',
  'org.freedesktop.Secret.Service.Lock',
  'array:objpath:/org/freedesktop/secrets/collection/login',
];

function owner(env: Record<string, string>): string | undefined {
  try {
    return call(env, [
      '--dest=org.freedesktop.DBus',
      '/',
      'org.freedesktop.DBus.GetNameOwner',
      'string:org.freedesktop.secrets',
    ]);
  } catch {
    return undefined;
  }
}

function call(env: Record<string, string>, words: readonly string[]): string {
  return execFileSync('dbus-send', ['--session', '--print-reply', ...words], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 15_000; !isSo(); await delay(20)) {
    if (Date.now() > deadline) throw new Error('the Secret Service does not come up');
  }
}

/** As the log-in does it: gnome-keyring's control protocol, operation 1. */
async function unlock(path: string): Promise<void> {
  const socket = connect(path);
  const text = Buffer.from(password);
  const packet = Buffer.alloc(13 + text.length);
  // After a byte that carries the credentials: length, operation, length of the password, password.
  for (const [index, value] of [12 + text.length, 1, text.length].entries())
    packet.writeUInt32BE(value, 1 + 4 * index);
  text.copy(packet, 13);
  socket.write(packet);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  if ((answer as Buffer).readUInt32BE(4) !== 0) throw new Error('the keyring stays locked');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

function busConfig(folder: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${folder}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/** The bus waits for it to come up, and so does whoever needs it. */
const hangingPrompter = `[D-BUS Service]
Name=org.gnome.keyring.SystemPrompter
Exec=/bin/sleep 60
`;
