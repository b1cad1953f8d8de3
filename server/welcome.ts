import type { Config } from './config/config.ts';
import { sideloadSteps } from './manifest/guide/sideload-steps.ts';
import type { Running } from './serve.ts';

/** What `npm start` prints: where everything is, and one sentence about what to try. */
export const welcome = (running: Running, config: Config): string => {
  const lines = ['', 'Correspond is running.', ''];
  const add = (name: string, address: string) => lines.push(`  ${name.padEnd(20)} ${address}`);
  if (running.simulatorUrl !== null) add('Simulated Outlook', running.simulatorUrl);
  add('Console', `${running.publicUrl}/console`);
  add('Manifest download', `${running.publicUrl}/download`);
  add('API description', `${running.publicUrl}/api/openapi.json`);
  lines.push('');
  if (running.firstRunLink !== null)
    lines.push(
      'There is no administrator yet. Whoever opens this link becomes the first one; it works once, for a day:',
      `  ${running.firstRunLink}`,
      '',
    );
  if (config.demo)
    lines.push(
      'Try this: open the simulated Outlook, choose a mail, open the pane with Track in CRM, sign in with the account it',
      'offers, press Track in CRM, and find the mail on the record in the console.',
      '',
    );
  if (running.certificate !== null)
    lines.push(
      'The certificate is made by this installation: until it is trusted, the browser asks whether to go on.',
      '',
    );
  const certificate = running.certificate === null ? 'trusted' : 'selfMade';
  lines.push(...sideloadSteps('en', { publicUrl: running.publicUrl, certificate }), '');
  return `${lines.join('\n')}\n`;
};
