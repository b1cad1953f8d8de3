import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** Serious and critical findings of axe on a page. Fluent's focus guards are empty by design and left out. */
export const seriousFindings = async (page: Page | Frame): Promise<string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // What still fades in has colours that nobody will see.
    const ends = ({ playState, effect }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().iterations !== Infinity;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(ends)
        .map((one) => one.finished),
    );
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations } = await inPage.run({ exclude: [['[data-tabster-dummy]']] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
      );
  });
};
