import { profiles } from '../profiles.ts';
import type { State } from '../state.ts';
import { clientLook } from './top-up-calls.ts';

/** How the frame is called on the host's side; one conversation per frame. */
export interface FrameIdentity {
  readonly conversationId: string;
  readonly controlId: string;
}

/** The answer to getAppContextAsync; the library refuses to start when one of the first ten members is missing. */
export const appContext = (state: State, identity: FrameIdentity): Record<string, unknown> => ({
  _id: identity.controlId,
  /** Outlook on the web. */
  _appName: 64,
  _appVersion: 16,
  _appUILocale: state.language,
  _dataLocale: state.language,
  _docUrl: '',
  _clientMode: 0,
  _settings: state.roamingSettings,
  _reason: 'documentOpened',
  _osfControlType: 0,
  _eToken: '',
  _correlationId: identity.conversationId,
  _appInstanceId: identity.controlId,
  /** "react" tells the library that it runs in the newer of the two web clients. */
  _requirementMatrix: JSON.stringify({ Mailbox: `1.${profiles[state.profileId].minor}`, react: 1 }),
  _hostFullVersion: '20.0.0.0',
  _appDomains: [state.addin.addinUrl],
  _dialogRequirementMatrix: '{}',
  _featureGates: {},
  _addinName: state.addin.name,
  _clientWindowWidth: window.innerWidth,
  _clientWindowHeight: window.innerHeight,
});

/**
 * What the library reads from the name of its window: which build to load, and whom it may talk to. The last entry is for
 * frame/top-up.ts.
 */
export const windowName = (state: State, identity: FrameIdentity): string =>
  JSON.stringify({
    baseFrameName: identity.controlId,
    hostInfo: `Outlook|Web|16.01|${state.language}|${identity.conversationId}|||`,
    xdmInfo: `${identity.conversationId}|${identity.controlId}|${location.origin}`,
    serializerVersion: '1',
    flights: '[]',
    clientLook: clientLook(state),
  });

/** The address the frame opens: the page, and the library's host description in the query (its `$` must stay as they are). */
export function frameAddress(state: State, path: string): string {
  const address = new URL(path, state.addin.addinUrl).href;
  return `${address}${address.includes('?') ? '&' : '?'}_host_Info=Outlook$Web$16.01$${state.language}$sim$$$0`;
}
