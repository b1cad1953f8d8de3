import type { Answer } from './answers.ts';

/**
 * A channel of our own between the host and frame/top-up.ts, for the members that the npm library does not have. Messages are
 * objects, not text, so the library ignores them.
 */
export type TopUpMark = 'simulated-outlook';
export const topUpMark: TopUpMark = 'simulated-outlook';

export type TopUpCall =
  'hello' | 'getAsFileAsync' | 'getSelectedItemsAsync' | 'loadItemByIdAsync' | 'unloadAsync' | 'nestedSignIn';

/** From the frame. */
export interface TopUpRequest {
  readonly mark: TopUpMark;
  readonly serial: number;
  readonly call: TopUpCall;
  readonly params: unknown;
}

/** To the frame: an answer, the client's present look and connection, or that other messages are selected. */
export type TopUpReply =
  | { readonly mark: TopUpMark; readonly kind: 'answer'; readonly serial: number; readonly answer: Answer }
  | { readonly mark: TopUpMark; readonly kind: 'client'; readonly client: ClientLook }
  | { readonly mark: TopUpMark; readonly kind: 'selection' };

export interface ClientLook {
  /** Mailbox requirement set 1.<minor>. */
  readonly minor: number;
  readonly isOffline: boolean;
  readonly lendsSignIn: boolean;
  /** The Message-ID that the open draft answers, or empty. */
  readonly inReplyTo: string;
  readonly officeTheme: OfficeThemeColors;
}

export interface OfficeThemeColors {
  readonly bodyBackgroundColor: string;
  readonly bodyForegroundColor: string;
  readonly controlBackgroundColor: string;
  readonly controlForegroundColor: string;
  readonly isDarkTheme: boolean;
}

export const isTopUpMessage = (value: unknown): value is TopUpRequest =>
  typeof value === 'object' && value !== null && 'mark' in value && value.mark === topUpMark;
