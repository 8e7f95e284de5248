/**
 * How electron-builder makes the desktop app. What is packed is laid out by
 * `scripts/lib/package/stage-app.js` in a folder of its own, so that nothing gets in by an oversight:
 * app.asar is that folder's `app`, and nothing else. What differs between a trial on somebody's own
 * machine and a release comes from the environment; docs/releasing.md lists the variables.
 */
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';

export interface ConfigInput {
  /** The folder that `stageApp` filled. */
  stage: string;
  output: string;
  env: Readonly<Record<string, string | undefined>>;
  /** A folder with an unpacked Electron, in place of the one that electron-builder downloads. */
  electronDist?: string | undefined;
}

export const appId = 'loom.desktop';

/** What the packaged Electron can still be told to do; checked in the result by `check-fuses.js`. */
export const fuses = {
  // The bundled `loom` needs it. What it can run as us is what any program of ours could run anyway;
  // that the app itself was not changed is the integrity check's business, two lines below.
  runAsNode: true,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  // Of use on macOS and Windows; on Linux no hash is embedded, and none is checked.
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

export function builderConfig(input: ConfigInput): Configuration {
  const { stage, output, electronDist } = input;
  return {
    appId,
    productName: 'Loom',
    copyright: 'MIT licence',
    directories: { app: join(stage, 'app'), output, buildResources: 'resources/package' },
    ...(electronDist && { electronDist }),
    // On Apple's processors nothing runs unsigned, and setting the fuses has broken the signature.
    electronFuses: { ...fuses, resetAdHocDarwinSignature: process.platform === 'darwin' },
    asar: true,
    files: [
      '**/*',
      '!native{,/**}',
      { from: 'native/${os}-${arch}', to: 'node_modules/@napi-rs', filter: '**/*' },
    ],
    // The system loads no library from an archive. Named by where it comes from.
    asarUnpack: ['native/**/*.node'],
    extraResources: [
      { from: join(stage, 'bin'), to: 'bin' },
      { from: join(stage, 'notices'), to: '.' },
    ],
    // The one package that is not bundled is in the stage: nothing is to be collected, nor built.
    beforeBuild: async () => false,
    protocols: [{ name: 'Loom link', schemes: ['loom'], role: 'Viewer' }],
    fileAssociations: [
      {
        ext: 'mcpb',
        name: 'MCP bundle',
        description: 'MCP bundle',
        mimeType: 'application/x-mcpb',
        role: 'Viewer',
        rank: 'Alternate',
      },
    ],
    publish: publisher(input.env),
    // `latest` for releases, `beta` for versions such as 0.2.0-beta.1, which see the releases, too.
    generateUpdatesFilesForAllChannels: true,
    ...mac(stage),
    ...windows(input),
    ...linux(input),
  };
}

/** Where updates come from: `LOOM_PUBLISH=owner/repository`. Without it the app never looks for any. */
function publisher(env: ConfigInput['env']): Configuration['publish'] {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(env.LOOM_PUBLISH ?? '') ?? [];
  if (owner === undefined || repo === undefined) return null;
  return [{ provider: 'github', owner, repo, releaseType: 'draft' }];
}

/**
 * Signed by CSC_LINK and CSC_KEY_PASSWORD, or by what lies in the keychain. Notarised as soon as
 * APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER are set, or the other two ways that
 * electron-builder knows.
 */
function mac(stage: string): Pick<Configuration, 'mac' | 'dmg'> {
  const entitlements = 'resources/package/entitlements.mac.plist';
  return {
    mac: {
      category: 'public.app-category.developer-tools',
      icon: join(stage, 'icons', 'app.icns'),
      target: ['dmg', 'zip'],
      artifactName: '${productName}-${version}-mac-${arch}.${ext}',
      hardenedRuntime: true,
      entitlements,
      entitlementsInherit: entitlements,
      darkModeSupport: true,
      // No icon in the Dock until there is a window: the shell shows and hides it.
      extendInfo: { LSUIElement: true },
    },
    dmg: { title: '${productName} ${version}' },
  };
}

/** Signed by WIN_CSC_LINK and WIN_CSC_KEY_PASSWORD, or by Azure's Trusted Signing. */
function windows({ stage, env }: ConfigInput): Pick<Configuration, 'win' | 'nsis' | 'portable'> {
  return {
    win: {
      icon: join(stage, 'icons', 'app.ico'),
      target: ['nsis', 'portable'],
      ...azureSigning(env),
    },
    nsis: {
      artifactName: '${productName}-${version}-windows-${arch}-setup.${ext}',
      oneClick: true,
      // Into the user's own folder, without an administrator.
      perMachine: false,
      allowElevation: false,
      packElevateHelper: false,
      createDesktopShortcut: false,
      deleteAppDataOnUninstall: false,
      // One installer for each processor: half the size.
      buildUniversalInstaller: false,
      include: 'resources/package/installer.nsh',
    },
    portable: {
      artifactName: '${productName}-${version}-windows-${arch}-portable.${ext}',
      requestExecutionLevel: 'user',
      buildUniversalInstaller: false,
    },
  };
}

function azureSigning(
  env: ConfigInput['env'],
): Pick<NonNullable<Configuration['win']>, 'azureSignOptions'> {
  const { LOOM_AZURE_ENDPOINT, LOOM_AZURE_ACCOUNT, LOOM_AZURE_PROFILE, LOOM_AZURE_PUBLISHER } = env;
  if (!LOOM_AZURE_ENDPOINT || !LOOM_AZURE_ACCOUNT || !LOOM_AZURE_PROFILE) return {};
  return {
    azureSignOptions: {
      endpoint: LOOM_AZURE_ENDPOINT,
      codeSigningAccountName: LOOM_AZURE_ACCOUNT,
      certificateProfileName: LOOM_AZURE_PROFILE,
      publisherName: LOOM_AZURE_PUBLISHER ?? '',
    },
  };
}

/**
 * deb and rpm name whom to ask and where Loom comes from. Where LOOM_MAINTAINER, such as
 * `Ada <ada@example.com>`, or LOOM_PUBLISH is missing, nothing is made up: they are left out.
 */
export function linuxTargets(env: ConfigInput['env']): string[] {
  const named = env.LOOM_MAINTAINER && publisher(env) ? ['deb', 'rpm'] : [];
  return ['AppImage', 'tar.gz', ...named];
}

function linux({
  stage,
  env,
}: ConfigInput): Pick<Configuration, 'linux' | 'deb' | 'rpm' | 'toolsets'> {
  const scripts = {
    afterInstall: 'resources/package/after-install.tpl',
    afterRemove: 'resources/package/after-remove.tpl',
  };
  return {
    // The runtime that needs no libfuse2, which current distributions no longer bring.
    toolsets: { appimage: '1.0.3' },
    linux: {
      executableName: 'loom',
      category: 'Development',
      synopsis: 'A local MCP hub',
      icon: join(stage, 'icons', 'linux'),
      syncDesktopName: true,
      artifactName: '${name}-${version}-linux-${arch}.${ext}',
      target: linuxTargets(env),
      ...(env.LOOM_MAINTAINER && { maintainer: env.LOOM_MAINTAINER }),
      desktop: { entry: { Keywords: 'MCP;AI;tools;', StartupNotify: 'true' } },
    },
    deb: scripts,
    rpm: scripts,
  };
}
