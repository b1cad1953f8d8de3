import { joinParts } from '../api/parts.ts';
import { readConfig } from '../config.ts';
import { ask } from '../office/ask.ts';
import { createOfficeHost } from '../office/office-host.ts';
import { offlineDatabaseIn } from '../offline/database.ts';
import { createPromotionShelf } from '../offline/promotion-shelf.ts';
import { languageOf, loadStrings } from '../strings/strings.ts';
import { quickTrack } from './quick-track.ts';

const config = readConfig(document);

/** The button "Track in CRM" of the ribbon (ExecuteFunction). Outlook waits until `completed` is called. */
const onQuickTrack = async (event: Office.AddinCommands.Event): Promise<void> => {
  try {
    const services = joinParts(config, createOfficeHost());
    const { tracking } = await loadStrings(languageOf(services.profile.read('language') ?? services.host.language));
    const shelf = createPromotionShelf(offlineDatabaseIn(services.partition));
    const around = { shelf, origin: location.origin, now: () => Date.now() };
    await showAboveMail(await quickTrack({ ...services, ...around, words: tracking }));
  } finally {
    event.completed();
  }
};

const showAboveMail = (message: string): Promise<void> => {
  const item = Office.context.mailbox.item;
  if (!item) return Promise.resolve();
  const type = Office.MailboxEnums.ItemNotificationMessageType.InformationalMessage;
  // Outlook takes 150 characters, and the name of an icon resource of the manifest.
  const details = { type, message: message.slice(0, 150), icon: 'icon16', persistent: false };
  return ask((done) => item.notificationMessages.replaceAsync('correspond', details, done));
};

void Office.onReady(() =>
  Office.actions.associate('quickTrack', (event: Office.AddinCommands.Event) => void onQuickTrack(event)),
);
