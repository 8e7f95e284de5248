import type { Messages } from '../messages.ts';

export const reloadNotes: Messages['reloadNotes'] = {
  'new-session': '新しいセッションを始めてください。',
  restart: '再起動してください。',
  quit: '終了して、もう一度起動してください。',
  'quit-fully': 'メニューバーやトレイからも完全に終了して、もう一度起動してください。',
  'at-once': '変更はすぐに反映されます。',
  'at-once-or-session': '変更はすぐに反映されます。CLI では次のセッションからです。',
  'at-once-or-start': '変更はすぐに反映されます。`cn` では次の起動からです。',
  'at-once-or-autostart':
    '変更はすぐに反映されます。chat.mcp.autostart がオフなら、サーバーを手動で起動してください。',
  'next-turn': '変更は次のターンから反映されます。',
  'session-or-reconnect':
    '新しいセッションを始めるか、実行中のセッションで /mcp から再接続してください。',
  'session-or-refresh':
    '新しいセッションを始めるか、実行中のセッションで /mcp refresh と入力してください。',
  'session-may-lose':
    '新しいセッションを始めてください。実行中のアプリが自分の写しでファイルを上書きすることがあります。',
  'xcode-conversation': 'Xcode で新しい会話を始めてください。',
  chat: 'チャットを開き直してください。',
  window: '開いているチャットのツールは「Developer: Reload Window」まで変わりません。',
  refresh: 'MCP サーバーの一覧で Refresh を押してください。',
  'refresh-skills': 'エージェントスキルのページで Refresh を押してください。',
  look: 'MCP サーバーの一覧を確認し、Loom がなければ再起動してください。',
  apply: 'Settings、Tools、AI Assistant、MCP で Apply を押してください。',
  'start-hub': 'mcp-hub-start-all-server でハブを再起動してください。',
  gateway: 'ゲートウェイを再起動してください。',
};
