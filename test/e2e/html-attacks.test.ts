import { expect, test } from 'vitest';
import { htmlMail, showMail } from '../support/attack/shown-mail.ts';
import { openMailConsole, workingAttacks } from '../support/attack/mail-console.ts';
import { launchBrowser } from '../support/browser.ts';
import { ownAttacks } from '../support/html-attacks.ts';
import { startInstallation } from '../support/installation.ts';

test('P17: HTML that attacks, read in the console, runs and fetches nothing', { timeout: 300_000 }, async () => {
  await using browser = await launchBrowser();
  await using installation = await startInstallation();
  const mailConsole = await openMailConsole(browser, installation);
  // Without our walls many of them work here (others wait for a click): the watch sees what it is meant to see.
  expect(await workingAttacks(mailConsole, ownAttacks)).toBeGreaterThan(ownAttacks.length / 3);
  for (const [n, attack] of ownAttacks.entries()) {
    const activityId = await mailConsole.store(htmlMail(attack, n));
    expect(activityId, attack).not.toBeNull();
    await showMail(mailConsole.page, activityId!);
    expect(mailConsole.watch.takeOffences(), attack).toEqual([]);
  }
});
