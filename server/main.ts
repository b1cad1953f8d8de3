import { type Config, describeMistakes } from './config/config.ts';
import { loadConfig } from './config/env.ts';
import { serve } from './serve.ts';
import { whyNotStarted } from './start-failure.ts';
import { welcome } from './welcome.ts';

/** `npm start`: settings, server, until a signal. */
const reading = loadConfig(process.cwd());
if (reading.kind === 'mistakes') {
  process.stderr.write(`${describeMistakes(reading.mistakes)}\n`);
  process.exitCode = 1;
} else {
  await run(reading.config);
}

async function run(config: Config): Promise<void> {
  const running = await serve(config).catch((error: unknown) => {
    const sentence = whyNotStarted(error, config);
    if (sentence === null) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 1;
  });
  if (running === undefined) return;
  process.stdout.write(welcome(running, config));
  const end = () => {
    process.stdout.write('Stopping; requests under way are finished first.\n');
    void running.close();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
