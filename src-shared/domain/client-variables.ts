/**
 * Variables that move clients' files (clients.md pitfall 50). People set them in their shell, which a
 * hub started from a dock does not see; so the command passes on those of its caller.
 */
export const clientVariables = [
  'APPDATA',
  'CLAUDE_CONFIG_DIR',
  'CLINE_DATA_DIR',
  'CLINE_DIR',
  'CLINE_MCP_SETTINGS_PATH',
  'CODEX_HOME',
  'COPILOT_HOME',
  'CRUSH_GLOBAL_CONFIG',
  'GEMINI_CLI_HOME',
  'GOOSE_PATH_ROOT',
  'GROK_HOME',
  'KIMI_CODE_HOME',
  'LMSTUDIO_HOME',
  'LOCALAPPDATA',
  'OPENCODE_CONFIG',
  'OPENCODE_CONFIG_DIR',
  'QWEN_HOME',
  'VSCODE_PORTABLE',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
] as const;

/** Of an environment, what moves clients' files. */
export function pickClientVariables(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    clientVariables.flatMap((name) => {
      const value = env[name];
      return value ? [[name, value]] : [];
    }),
  );
}
