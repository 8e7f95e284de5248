import { abacusAi } from './abacus-ai.ts';
import { amazonQ } from './amazon-q.ts';
import { amp } from './amp.ts';
import { antigravity } from './antigravity.ts';
import { anythingllm } from './anythingllm.ts';
import { augment } from './augment.ts';
import { boltai } from './boltai.ts';
import { cherryStudio } from './cherry-studio.ts';
import { claudeCode } from './claude-code.ts';
import { claudeDesktop } from './claude-desktop.ts';
import type { Client } from './client.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { continueDev } from './continue.ts';
import { copilotCli } from './copilot-cli.ts';
import { copilotJetbrains } from './copilot-jetbrains.ts';
import { copilotXcode } from './copilot-xcode.ts';
import { crush } from './crush.ts';
import { cursor } from './cursor.ts';
import { devin } from './devin.ts';
import { factoryDroid } from './factory-droid.ts';
import { fiveIre } from './five-ire.ts';
import { forge } from './forge.ts';
import { geminiCli } from './gemini-cli.ts';
import { goose } from './goose.ts';
import { grokBuild } from './grok-build.ts';
import { hermes } from './hermes.ts';
import { iflow } from './iflow.ts';
import { jan } from './jan.ts';
import { jetbrainsAi } from './jetbrains-ai.ts';
import { junie } from './junie.ts';
import { kiloCode } from './kilo-code.ts';
import { kimiCode } from './kimi-code.ts';
import { kiro } from './kiro.ts';
import { lmStudio } from './lm-studio.ts';
import { mcpEl } from './mcp-el.ts';
import { mcphubNvim } from './mcphub-nvim.ts';
import { mcporter } from './mcporter.ts';
import { mistralVibe } from './mistral-vibe.ts';
import { msty } from './msty.ts';
import { ohMyPi } from './oh-my-pi.ts';
import { openclaw } from './openclaw.ts';
import { opencode } from './opencode.ts';
import { openhands } from './openhands.ts';
import { pi } from './pi.ts';
import { qoder } from './qoder.ts';
import { qwenCode } from './qwen-code.ts';
import { raycast } from './raycast.ts';
import { rooCode } from './roo-code.ts';
import { rovoDev } from './rovo-dev.ts';
import { tabnine } from './tabnine.ts';
import { tome } from './tome.ts';
import { trae } from './trae.ts';
import { visualStudio } from './visual-studio.ts';
import { vscode } from './vscode.ts';
import { warp } from './warp.ts';
import { windsurf } from './windsurf.ts';
import { witsy } from './witsy.ts';
import { xcodeClaude } from './xcode-claude.ts';
import { xcodeCodex } from './xcode-codex.ts';
import { zcode } from './zcode.ts';
import { zed } from './zed.ts';

/** Every client that Loom knows, by id: one file in this folder, one line here. */
export const clients: readonly Client[] = [
  abacusAi,
  amazonQ,
  amp,
  antigravity,
  anythingllm,
  augment,
  boltai,
  cherryStudio,
  claudeCode,
  claudeDesktop,
  cline,
  codex,
  continueDev,
  copilotCli,
  copilotJetbrains,
  copilotXcode,
  crush,
  cursor,
  devin,
  factoryDroid,
  fiveIre,
  forge,
  geminiCli,
  goose,
  grokBuild,
  hermes,
  iflow,
  jan,
  jetbrainsAi,
  junie,
  kiloCode,
  kimiCode,
  kiro,
  lmStudio,
  mcpEl,
  mcphubNvim,
  mcporter,
  mistralVibe,
  msty,
  ohMyPi,
  openclaw,
  opencode,
  openhands,
  pi,
  qoder,
  qwenCode,
  raycast,
  rooCode,
  rovoDev,
  tabnine,
  tome,
  trae,
  visualStudio,
  vscode,
  warp,
  windsurf,
  witsy,
  xcodeClaude,
  xcodeCodex,
  zcode,
  zed,
];
