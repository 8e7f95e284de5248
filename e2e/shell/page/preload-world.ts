/**
 * Runs in Chromium, in a world of its own beside the page's, as Electron runs a preload. It is handed
 * over as text: nothing outside this function exists there.
 */
export function preloadWorld(
  world: { toMain(message: string): void; fromMain?(message: string): void },
  preload: (require: (name: string) => unknown) => void,
): void {
  const ports = new Map<number, MessagePort>();
  let last = 0;
  const ipcRenderer = {
    postMessage(channel: string, message: unknown, [port]: MessagePort[] = []) {
      if (!port) throw new Error('Loom hands over a port');
      const number = ++last;
      ports.set(number, port);
      port.onmessage = ({ data }) => tell({ port: number, data: packed(data) });
      tell({ port: number, channel, message });
    },
  };
  world.fromMain = (message) => {
    const { port, data } = JSON.parse(message) as { port: number; data: unknown };
    ports.get(port)?.postMessage(Array.isArray(data) ? new Uint8Array(data) : data);
  };
  preload((name) => {
    if (name === 'electron') return { ipcRenderer };
    throw new Error(`a sandboxed preload cannot require ${name}`);
  });

  function tell(message: object): void {
    world.toMain(JSON.stringify(message));
  }

  /** Bytes as an array of numbers. What else is no text shows up as a failure at the other end. */
  function packed(data: unknown): unknown {
    if (data instanceof ArrayBuffer) return [...new Uint8Array(data)];
    return data instanceof Uint8Array ? [...data] : data;
  }
}
