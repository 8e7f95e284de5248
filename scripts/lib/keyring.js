import { existsSync } from 'node:fs';
import { installPackages, mayInstallPackages } from './apt.js';
import { say } from './say.js';

const programs = ['/usr/bin/gnome-keyring-daemon', '/usr/bin/dbus-daemon', '/usr/bin/dbus-send'];
const packages = ['gnome-keyring', 'dbus'];

/** Keychain tests talk to a real Secret Service: installs one where this is ours to do, else says so. */
export async function ensureKeyring() {
  if (process.platform !== 'linux' || programs.every(existsSync)) return;
  if (!mayInstallPackages()) {
    const command = `apt-get install ${packages.join(' ')}`;
    say(`gnome-keyring is missing: keychain tests will be skipped. On Debian: ${command}`);
    return;
  }
  say('installing gnome-keyring for the keychain tests …');
  const failure = await installPackages(...packages);
  if (failure) say(`installing gnome-keyring failed, keychain tests will be skipped:\n${failure}`);
}
