import type { World } from '../state.ts';
import { takeSerial } from '../take-serial.ts';
import type { FrameIdentity } from './app-context.ts';
import type { HostEvent, HostRequest, HostResponse } from './messages.ts';
import { action } from './messages.ts';
import type { TopUpReply } from './top-up-messages.ts';

/** The host's end of the line to one frame: answers, and events for those who registered. */
export interface Wire {
  readonly reply: (request: HostRequest, value: unknown) => void;
  readonly raise: (event: HostEvent, payload: unknown) => void;
  readonly register: (request: HostRequest) => void;
  readonly isListening: (event: HostEvent) => boolean;
  readonly tellTopUp: (message: TopUpReply) => void;
}

export function createWire(world: World, identity: FrameIdentity, frame: () => Window | null): Wire {
  const registrations = new Map<string, HostRequest>();
  const post = (request: HostRequest, responseType: HostResponse['_responseType'], value: unknown): void => {
    const message: HostResponse = {
      _messageType: 1,
      _responseType: responseType,
      _actionName: request._actionName,
      _conversationId: identity.conversationId,
      _correlationId: request._correlationId,
      _errorCode: 0,
      _serializerVersion: 1,
      _origin: location.origin,
      _data: value,
    };
    frame()?.postMessage(JSON.stringify(message), addinOrigin(world));
  };
  return {
    reply: (request, value) => post(request, 0, value),
    raise: (event, payload) => {
      const registration = registrations.get(event);
      if (registration === undefined) return;
      record(world, event, 'event');
      post(registration, 1, payload);
    },
    register: (request) => {
      if (request._actionType === action.register) registrations.set(request._actionName, request);
      else registrations.delete(request._actionName);
      post(request, 0, { Error: 0 });
    },
    isListening: (event) => registrations.has(event),
    tellTopUp: (message) => frame()?.postMessage(message, addinOrigin(world)),
  };
}

export const addinOrigin = (world: World): string => new URL(world.get().addin.addinUrl).origin;

/** Adds a line to the log, which keeps the newest two hundred. */
export function record(world: World, call: string, outcome: string): void {
  const serial = takeSerial(world);
  world.change((state) => ({ ...state, log: [...state.log.slice(-199), { serial, call, outcome }] }));
}
