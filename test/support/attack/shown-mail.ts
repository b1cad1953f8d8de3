import type { Page } from 'playwright-core';
import { eml } from '../eml.ts';

/** A mail whose only body is this HTML. */
export const htmlMail = (html: string, number: number): Buffer =>
  Buffer.from(
    eml({
      id: `attack-${number}@fabrikam.example`,
      subject: `Attack ${number}`,
      headers: ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64'],
      text: Buffer.from(html).toString('base64').replace(/.{76}/g, '$&\r\n'),
    }),
  );

/**
 * Opens an activity in the console that stands in the page, as its links do, and waits until its mail is drawn. The page is not
 * loaded anew, so that hundreds can be looked at in one. The pointer is led over the mail, as over any that is read.
 */
export const showMail = async (page: Page, activityId: string): Promise<void> => {
  const frames = page.locator('main iframe[srcdoc]');
  await page.evaluate(() => {
    history.pushState(null, '', '/console/activities');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await frames.waitFor({ state: 'detached' });
  await page.evaluate((id) => {
    history.pushState(null, '', `/console/activities/${id}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }, activityId);
  await frames.waitFor();
  const frame = await (await frames.elementHandle()).contentFrame();
  if (!frame) throw new Error(`activity ${activityId} has no frame`);
  await frame.waitForLoadState('load');
  await frames.hover({ position: { x: 12, y: 12 } });
  await page.evaluate(() => new Promise((settle) => requestAnimationFrame(() => setTimeout(settle))));
};
