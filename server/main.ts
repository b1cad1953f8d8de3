import { describeMistakes } from './config/config.ts';
import { loadConfig } from './config/env.ts';
import { serve } from './serve.ts';
import { welcome } from './welcome.ts';

/** `npm start`: settings, server, until a signal. */
const reading = loadConfig(process.cwd());
if (reading.kind === 'mistakes') {
  process.stderr.write(`${describeMistakes(reading.mistakes)}\n`);
  process.exitCode = 1;
} else {
  const running = await serve(reading.config);
  process.stdout.write(welcome(running, reading.config));
  const end = () => {
    process.stdout.write('Stopping; requests under way are finished first.\n');
    void running.close();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
