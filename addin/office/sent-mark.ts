import { ask, OfficeFailure } from './ask.ts';
import { readHeaderBlock } from './header-block.ts';
import { readKept, ticketProperty } from './open-draft.ts';

const markHeader = 'x-correspond-track';

/**
 * What a mail in Sent Items was marked with when it was written: in its header field, or where the client cannot read
 * those, in the custom property that stays with the item. Null when there is none.
 */
export const readSentMark = async (sent: Office.MessageRead, headers: string | null): Promise<string | null> => {
  const field = headers === null ? undefined : readHeaderBlock(headers).find(({ name }) => name === markHeader);
  if (field !== undefined) return field.value;
  try {
    const properties = await ask<Office.CustomProperties>((done) => sent.loadCustomPropertiesAsync(done));
    return readKept(properties.get(ticketProperty))?.headerValue ?? null;
  } catch (error) {
    if (error instanceof OfficeFailure) return null;
    throw error;
  }
};
