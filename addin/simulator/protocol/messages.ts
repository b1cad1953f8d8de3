/**
 * What travels between office.js in the add-in's frame and its host: JSON text by postMessage, in the shape the web build of the
 * library (npm 1.1.110) speaks. Names with a leading underscore are the library's own.
 */
export interface HostRequest {
  readonly _messageType: 0;
  readonly _actionType: ActionType;
  readonly _actionName: string;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _data: unknown;
}

export const action = { invoke: 0, register: 1, unregister: 2 } as const;
export type ActionType = (typeof action)[keyof typeof action];

export interface HostResponse {
  readonly _messageType: 1;
  /** 0 answers a call, 1 carries an event. */
  readonly _responseType: 0 | 1;
  readonly _actionName: string;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _errorCode: number;
  readonly _serializerVersion: 1;
  readonly _origin: string;
  readonly _data: unknown;
}

/** Events the host raises in the frame, by the names the library registers. */
export const hostEvent = {
  itemChanged: 'olkItemSelectedChanged',
  recipientsChanged: 'olkRecipientsChanged',
  appointmentTimeChanged: 'olkAppointmentTimeChanged',
  recurrenceChanged: 'olkRecurrenceChanged',
  attachmentsChanged: 'olkAttachmentsChanged',
  locationsChanged: 'olkEnhancedLocationsChanged',
  infobarClicked: 'olkInfobarClicked',
  themeChanged: 'officeThemeChanged',
  commandInvoked: 'appCommandInvoked',
} as const;
export type HostEvent = (typeof hostEvent)[keyof typeof hostEvent];

/** The request in a message's text, or null when the text is something else. */
export function readRequest(text: unknown): HostRequest | null {
  if (typeof text !== 'string') return null;
  const parsed = parseJson(text);
  if (!isObject(parsed) || parsed['_messageType'] !== 0) return null;
  return typeof parsed['_actionName'] === 'string' && typeof parsed['_correlationId'] === 'number'
    ? (parsed as unknown as HostRequest)
    : null;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
