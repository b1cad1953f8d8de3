import { OfficeFailure, ask } from './ask.ts';
import type { LiveItem } from './read-source.ts';

/** The category that tracked mail carries in the message list. */
export const categoryName = 'CRM';
const noteName = 'correspondMarked';

/**
 * Sets the category, or takes it off. What we set is noted in the item's custom properties: a mail that carries the
 * note and no category had it taken off by a person, and stays without (P15).
 */
export const markItem = async (
  item: LiveItem,
  as: 'tracked' | 'untracked',
): Promise<'done' | 'respected' | 'impossible'> => {
  const [properties, present] = await Promise.all([
    ask<Office.CustomProperties>((done) => item.loadCustomPropertiesAsync(done)),
    ask<Office.CategoryDetails[]>((done) => item.categories.getAsync(done)),
  ]);
  const marked = present.some(({ displayName }) => displayName === categoryName);
  const noted = properties.get(noteName) === 'yes';
  if (as === 'tracked') {
    if (noted && !marked) return 'respected';
    if (!marked && !(await addCategory(item))) return 'impossible';
    properties.set(noteName, 'yes');
  } else {
    if (!noted) return 'done';
    if (marked) await ask((done) => item.categories.removeAsync([categoryName], done));
    properties.remove(noteName);
  }
  await ask((done) => properties.saveAsync(done));
  return 'done';
};

/** A category must stand in the mailbox's list first; adding it there needs a right that not every profile has. */
const addCategory = async (item: LiveItem): Promise<boolean> => {
  const add = () => ask((done) => item.categories.addAsync([categoryName], done));
  try {
    await add();
    return true;
  } catch (error) {
    if (!(error instanceof OfficeFailure)) throw error;
  }
  try {
    const color = Office.MailboxEnums.CategoryColor.Preset9;
    await ask((done) => Office.context.mailbox.masterCategories.addAsync([{ displayName: categoryName, color }], done));
    await add();
    return true;
  } catch (error) {
    if (error instanceof OfficeFailure) return false;
    throw error;
  }
};
