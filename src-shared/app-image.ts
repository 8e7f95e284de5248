/**
 * An AppImage runs from a mount that is there only as long as the process that was started from it,
 * and lies somewhere else each time. So what shall outlive it starts the AppImage file itself, which
 * mounts anew, and says to its runtime where in there our code lies.
 */

/** The AppImage that `path` lies in, by what its runtime tells the processes in it. */
export function appImageOf(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { APPIMAGE: file, APPDIR: mount } = env;
  // A terminal in somebody else's AppImage tells us about that one.
  return file && mount && path.startsWith(`${mount}/`) ? file : undefined;
}

/**
 * The arguments that make an AppImage, run with ELECTRON_RUN_AS_NODE, the `loom` command; what
 * follows them is the command's. The launcher in it would put `--no-sandbox`, which Node does not
 * know, before all others where the kernel gives users no namespaces, unless it is somewhere in
 * them. Here it takes the place of the script's name, at which nobody looks.
 */
export const appImageArguments: readonly string[] = [
  '-e',
  "require(process.env.APPDIR + '/resources/app.asar/dist/cli/loom.cjs')",
  '--',
  '--no-sandbox',
];
