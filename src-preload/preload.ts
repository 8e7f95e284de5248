/**
 * Hands the page one MessagePort that leads to the hub's API, each time it asks (once per load), and
 * nothing else: no function, no Node, no other channel. The main process checks who it serves.
 */
import { ipcRenderer } from 'electron';

window.addEventListener('message', ({ data, origin }) => {
  if (data !== 'loom:connect' || origin !== location.origin) return;
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage('loom:connect', null, [port2]);
  window.postMessage('loom:port', location.origin, [port1]);
});
