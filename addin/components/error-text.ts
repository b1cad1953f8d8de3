import { ApiError } from '../api/api-error.ts';
import { OfficeFailure } from '../office/ask.ts';
import { ItemChanged } from '../office/host.ts';
import { NoRoom } from '../offline/no-room.ts';
import type { Strings } from '../strings/strings.ts';

/** What went wrong, in a person's words. */
export const sayError = (error: unknown, { errors, errorPhrases, offline }: Strings): string => {
  if (error instanceof ApiError)
    return (errors as Readonly<Record<string, string>>)[error.code] ?? errors.internal_error;
  if (error instanceof NoRoom) return offline.noRoom;
  if (error instanceof ItemChanged) return errorPhrases.itemChanged;
  if (error instanceof OfficeFailure) return errorPhrases.unreadableMail;
  return errorPhrases.unexpected;
};

/** What the server said of single fields: `subject: at most 100 characters`. */
export const sayIssues = (error: unknown): string[] =>
  error instanceof ApiError ? error.issues.map(({ field, message }) => `${field}: ${message}`) : [];
