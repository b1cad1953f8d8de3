/** What a call is answered with; the library turns it into an AsyncResult. */
export type Answer = Readonly<Record<string, unknown>>;

/** Error codes of the library that the simulated host gives (names as in Office.js' error table). */
export const officeError = {
  operationNotSupported: 5000,
  internal: 5001,
  permissionDenied: 7000,
  recurrenceOfInstance: 9033,
  invalidAttachmentId: 9003,
  genericResponse: 9020,
  itemNotSaved: 9046,
  duplicateNotificationKey: 9023,
  notificationKeyNotFound: 9024,
  numberOfNotificationsExceeded: 9025,
  network: 9041,
  invalidCategory: 9044,
  duplicateCategory: 9045,
  itemNotFound: 9049,
  keyNotFound: 9050,
  sessionTooLong: 9051,
  tokenError: 9018,
} as const;
export type OfficeErrorCode = (typeof officeError)[keyof typeof officeError];

export const ok = (value?: unknown): Answer => ({ error: false, data: value });

export const refused = (errorCode: OfficeErrorCode): Answer => ({ error: true, errorCode });

export const isRefusal = (answer: Answer): boolean => answer['error'] === true || answer['wasSuccessful'] === false;
