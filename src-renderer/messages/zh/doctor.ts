import type { Messages } from '../messages.ts';

export const doctor: Messages['doctor'] = {
  again: '重新检查',
  running: '正在检查…',
  looking: '正在检查文件、命令、服务器和这台机器…',
  lookingFor: (span) => `已检查 ${span}，仍在进行：某个命令或磁盘响应缓慢。`,
  checked: '检查于',
  verdicts: { fail: '失败', warn: '注意', skip: '未检查', ok: '正常' },
  counts: {
    fail: (_count, text) => `${text} 项失败`,
    warn: (_count, text) => `${text} 项需要注意`,
    skip: (_count, text) => `${text} 项无法检查`,
    ok: (_count, text) => `${text} 项正常`,
  },
  sections: {
    fail: '失败',
    warn: '需要注意',
    skip: '无法检查',
    ok: '正常',
  },
  command: '命令',
  fixing: '正在处理…',
  fix: (verb, title) => `${verb}：${title}`,
  fixed: (title) => `完成：${title}`,
  report: {
    title: '用于错误报告',
    what: '关于此 Hub 的信息，汇成一个 JSON 文件；在本机生成，不会发送到任何地方。',
    inside:
      '包含：版本和系统、这些检查、与默认值不同的设置、服务器、客户端和会话的状态、Hub 的最后 200 行日志，以及失败服务器的最后 20 行输出。',
    outside:
      '不包含：保险库中的机密、令牌、变量、标头和参数的值、URL 的路径、调用及其内容。主文件夹写作 ~。',
    show: '显示',
    making: '正在生成…',
    download: '下载诊断信息',
    name: '诊断信息',
    sizeOf: (size) => `${size}；发送前请先查看。`,
  },
};
