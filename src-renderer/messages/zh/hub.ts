import type { Messages } from '../messages.ts';

export const hub: Messages['hub'] = {
  detail: 'Hub 的说明',
  errors: {
    internal: {
      what: 'Loom 自身出了问题。',
      remedy: '请重试。如果再次发生，请在“诊断”页面下载诊断数据，用于报告错误。',
    },
    usage: { what: 'Hub 无法接受此输入。', remedy: '请更正所指出的内容，然后重试。' },
    'invalid-registry': {
      what: 'registry.yaml 中有错误。',
      remedy: '请更正所指出的内容；文件保存后会立即重新读取。',
    },
    'invalid-config': {
      what: 'config.yaml 中有错误。',
      remedy: '请在文件中或“设置”里更正所指出的内容。',
    },
    'file-unreadable': {
      what: '无法读取文件。',
      remedy: '请检查文件是否存在，以及您是否有权读取。',
    },
    'file-unwritable': { what: '无法写入文件。', remedy: '请检查磁盘空间和文件权限。' },
    'name-taken': { what: '此名称已被占用。', remedy: '请换一个名称，或先移除原有的那个。' },
    'not-found': { what: '没有此名称的内容。', remedy: '它可能已被移除：请再看一次列表。' },
    'hub-not-running': { what: 'Hub 没有运行。', remedy: '请启动 Loom；本页面会自动连接。' },
    'hub-already-running': { what: '已有一个 Hub 在运行。', remedy: '请使用它，或先将其停止。' },
    'hub-stopping': { what: 'Hub 正在停止。', remedy: '请等待它重新运行；本页面会自动连接。' },
    'hub-restarted': {
      what: '调用期间 Hub 被重启。',
      remedy: '请重试；该调用是否已生效不得而知。',
    },
    'hub-paused': { what: '所有服务器均已暂停。', remedy: '请按侧栏底部的“继续”。' },
    'unsafe-listener': {
      what: 'Hub 将在没有令牌的情况下对网络开放。',
      remedy: '请在“设置”中将 http.address 设为 127.0.0.1，或将 http.auth.type 设为 token。',
    },
    'address-in-use': {
      what: '另一个程序正在使用 Hub 的地址。',
      remedy: '请在“设置”中为 http.address 换一个端口，然后重启 Hub。',
    },
    'unsafe-directory': {
      what: 'Loom 的一个文件夹对其他用户开放。',
      remedy: '请将该文件夹设为仅自己可用，或将 LOOM_HOME 指向这样的文件夹。',
    },
    'server-failed': { what: '服务器失败。', remedy: '其页面的“日志”标签页显示了它最后的输出。' },
    'server-crashed': {
      what: '服务器意外终止。',
      remedy: '它会自动重启；其页面的“日志”标签页显示了它最后的输出。',
    },
    'server-timeout': {
      what: '服务器没有及时应答。',
      remedy: '请查看其页面的“日志”标签页，或在其“设置”标签页中给它更多时间。',
    },
    'server-disabled': { what: '服务器已停用。', remedy: '请在“服务器”页面启用它。' },
    'server-unavailable': {
      what: '服务器目前无法使用。',
      remedy: '请修复所指出的问题，然后重启服务器。',
    },
    'server-busy': { what: '服务器过于繁忙。', remedy: '请稍后重试。' },
    'server-protocol': { what: '服务器不遵守协议。', remedy: '请寻找更新的版本，或告知其作者。' },
    'unknown-reference': {
      what: '有一个引用没有着落。',
      remedy: '请设置它所引用的内容，或在服务器定义中更正它。',
    },
    'unknown-profile': {
      what: '没有这个配置方案。',
      remedy: '请在“配置方案”页面添加，或选择另一个。',
    },
    'message-too-large': {
      what: '有一条消息过大。',
      remedy: '请减少请求的内容，或在“设置”中调高 limits.max_message。',
    },
    'too-many-sessions': {
      what: '连接的客户端过多。',
      remedy: '请关闭一些，或在“设置”中调高 http.max_sessions。',
    },
    'input-refused': {
      what: '服务器没有得到它所请求的内容。',
      remedy: '请再次调用，并允许服务器的请求。',
    },
    'host-refused': {
      what: 'Hub 拒绝此地址。',
      remedy: '请通过 http://127.0.0.1 或 http://localhost 打开控制台。',
    },
    'origin-refused': {
      what: 'Hub 拒绝来自此网页的调用。',
      remedy: '请在“设置”的 http.allowed_origins 中添加其地址。',
    },
    'no-console-session': {
      what: '此窗口无权访问 Hub。',
      remedy: '请用 Loom 的新链接重新打开控制台。',
    },
    unauthorized: {
      what: '缺少有效的令牌。',
      remedy: '请在“机密和令牌”中创建令牌，并交给客户端。',
    },
    'too-many-attempts': {
      what: '错误的令牌出示次数过多。',
      remedy: '请给客户端一个有效的令牌；可在“机密和令牌”中创建。',
    },
    'profile-refused': {
      what: '该令牌不适用于此配置方案。',
      remedy: '请使用令牌自己的配置方案，或为此配置方案创建令牌。',
    },
    'tool-failed': { what: '工具报告了失败。', remedy: '请查看其说明，更正参数后再次调用。' },
    'vault-locked': { what: '保险库已锁定。', remedy: '请解锁；等待机密的内容随后会自动继续。' },
    'vault-unavailable': {
      what: '无法访问保险库。',
      remedy: '请修复所指出的问题，或在“设置”的 vault.type 中选择另一种存储。',
    },
    'vault-damaged': { what: '保险库已损坏。', remedy: '请放回其最后一个完好的版本。' },
    'vault-read-only': {
      what: '保险库无法写入。',
      remedy: '请在“设置”的 vault.type 中选择另一种存储。',
    },
    'secret-too-large': {
      what: '该机密对保险库来说过大。',
      remedy: '请将其保存在文件中，并把该文件的路径交给服务器。',
    },
    'invalid-secret-name': {
      what: '这不能用作机密的名称。',
      remedy: '请换一个，例如 GITHUB_TOKEN。',
    },
    'sign-in-needed': { what: '服务器要求登录。', remedy: '请在服务器的页面上登录。' },
    'sign-in-failed': { what: '登录未成功。', remedy: '请在服务器的页面上再次登录。' },
    'missing-secret': { what: '缺少一个机密。', remedy: '请在“机密和令牌”中设置。' },
    'invalid-client-file': {
      what: '某个客户端的文件中有错误。',
      remedy: '请修正该文件，或让其客户端修正；Loom 没有改动它。',
    },
    'invalid-bundle': {
      what: '该软件包无法使用。',
      remedy: '请重新下载，或询问其制作者；没有解压任何内容。',
    },
    'file-changed': { what: '期间有内容发生了变化。', remedy: '请再看一次，然后确认。' },
    'file-busy': { what: '另一个程序正在使用该文件。', remedy: '请稍后重试，或先退出客户端。' },
    'unknown-client': {
      what: 'Loom 不认识此客户端。',
      remedy: '“客户端”页面列出了它认识的所有客户端。',
    },
    'not-expressible': {
      what: '客户端的文件无法容纳此内容。',
      remedy: '请改在“客户端”页面通过 Loom 连接该客户端。',
    },
    'undo-conflict': {
      what: '文件此后已被更改，因此无法撤销。',
      remedy: '请手动更改文件；客户端的页面显示了写入的内容。',
    },
    'secret-in-use': { what: '该机密正在使用中。', remedy: '请先移除对它的引用，或仍然移除它。' },
  },
};
