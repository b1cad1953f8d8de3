/**
 * Runs one PostgreSQL server for as long as the test run lives: when the channel to the tests closes, however they ended,
 * the server is stopped and its folder removed. Any message ends the server with SIGQUIT and starts it again. Started by postgres.ts with { postgres, folder, port, identity, durable }.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const { postgres, folder, port, identity, durable } = JSON.parse(process.argv[2]);

const settings = [
  'listen_addresses=127.0.0.1',
  `port=${port}`,
  'unix_socket_directories=',
  'max_connections=200',
  ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB']),
];
const run = () => {
  const started = spawn(postgres, ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])], {
    ...identity,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  started.stderr.setEncoding('utf8').on('data', (text) => {
    told = (told + text).slice(-4000);
    if (text.includes('ready to accept connections') && process.connected) process.send({ ready: true });
  });
  started.on('error', (error) => process.connected && process.send({ ready: false, why: error.message }));
  started.on('close', () => {
    if (crashing && process.connected) {
      crashing = false;
      server = run();
      return;
    }
    if (process.connected) process.send({ ready: false, why: told });
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
  return started;
};

let crashing = false;
let server = run();

// Ended as by a crash, without a word to anybody and without a checkpoint, and started again over the same files.
process.on('message', () => {
  crashing = true;
  server.kill('SIGQUIT');
});
// An interrupt reaches the whole group; the server is stopped when the tests have let go of it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGINT'));
process.on('disconnect', () => server.kill('SIGINT'));
