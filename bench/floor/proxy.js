/**
 * The least that a proxy can be: a pipe between its stdio and the hub's socket. Where no hub
 * listens it starts one.
 *
 *   node proxy.js <socket> <the hub's arguments …>
 */
import { connect } from 'node:net';

const [path = '', ...hub] = process.argv.slice(2);
open(false);

/** @param {boolean} started */
function open(started) {
  const socket = connect(path, () => {
    process.stdin.pipe(socket);
    socket.pipe(process.stdout);
    socket.on('close', () => process.exit());
  });
  socket.on('error', () => {
    if (!started) startHub();
    setTimeout(open, 2, true);
  });
}

function startHub() {
  const { spawn } = process.getBuiltinModule('node:child_process');
  spawn(process.execPath, hub, { detached: true, stdio: 'ignore' }).unref();
}
