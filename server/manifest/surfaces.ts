import type { ManifestPlan, ManifestSurface } from './manifest-input.ts';
import { mobileIcon, ribbonIcon } from './resources.ts';
import type { LongTextId, ShortTextId } from './strings.ts';
import { element } from './xml.ts';
import type { XmlElement } from './xml.ts';

const extensionPoints: Readonly<Record<ManifestSurface, string>> = {
  messageRead: 'MessageReadCommandSurface',
  messageCompose: 'MessageComposeCommandSurface',
  appointmentOrganizer: 'AppointmentOrganizerCommandSurface',
  appointmentAttendee: 'AppointmentAttendeeCommandSurface',
};

const tipOf = (surface: ManifestSurface): LongTextId => (surface.startsWith('message') ? 'paneTip' : 'appointmentTip');

/** Outlook pins a pane for messages only. */
const canBePinned = (surface: ManifestSurface): boolean => surface.startsWith('message');

const showPane = (pinning: 'pinnable' | 'fixed'): XmlElement =>
  element('Action', { 'xsi:type': 'ShowTaskpane' }, [
    element('SourceLocation', { resid: 'paneUrl' }),
    pinning === 'pinnable' ? [element('SupportsPinning', {}, 'true')] : [],
  ]);

interface ButtonTexts {
  readonly label: ShortTextId;
  readonly tip: LongTextId;
}

const button = (id: string, { label, tip }: ButtonTexts, action: XmlElement): XmlElement =>
  element('Control', { 'xsi:type': 'Button', id }, [
    element('Label', { resid: label }),
    element('Supertip', {}, [element('Title', { resid: label }), element('Description', { resid: tip })]),
    ribbonIcon(),
    action,
  ]);

const trackButton = (surface: ManifestSurface, functionName: string): XmlElement =>
  button(
    `${surface}Track`,
    { label: 'trackLabel', tip: 'trackTip' },
    element('Action', { 'xsi:type': 'ExecuteFunction' }, [element('FunctionName', {}, functionName)]),
  );

const ribbon = (plan: ManifestPlan, surface: ManifestSurface, version: '1.0' | '1.1'): XmlElement => {
  const pinning = version === '1.1' && canBePinned(surface) ? 'pinnable' : 'fixed';
  const track = surface === 'messageRead' ? plan.trackFunction : null;
  return element('ExtensionPoint', { 'xsi:type': extensionPoints[surface] }, [
    element('OfficeTab', { id: 'TabDefault' }, [
      element('Group', { id: `${surface}Group` }, [
        element('Label', { resid: 'groupLabel' }),
        button(`${surface}Pane`, { label: 'paneLabel', tip: tipOf(surface) }, showPane(pinning)),
        track === null ? [] : [trackButton(surface, track)],
      ]),
    ]),
  ]);
};

const launchEvents = (plan: ManifestPlan): readonly XmlElement[] =>
  plan.launchHandlers.length === 0
    ? []
    : [
        element('ExtensionPoint', { 'xsi:type': 'LaunchEvent' }, [
          element(
            'LaunchEvents',
            {},
            plan.launchHandlers.map(([type, handler]) =>
              element('LaunchEvent', {
                Type: type,
                FunctionName: handler,
                // A prompt lets the person send anyway, so an absent server never keeps mail back.
                ...(type.endsWith('Send') ? { SendMode: 'PromptUser' } : {}),
              }),
            ),
          ),
          element('SourceLocation', { resid: 'eventsPageUrl' }),
        ]),
      ];

const functionFile = (plan: ManifestPlan): readonly XmlElement[] =>
  plan.trackFunction === null ? [] : [element('FunctionFile', { resid: 'commandsUrl' })];

/** Ribbon buttons of Outlook on the web, Windows and Mac. */
export const desktopFormFactor = (plan: ManifestPlan, version: '1.0' | '1.1'): XmlElement =>
  element('DesktopFormFactor', {}, [
    version === '1.1' ? [element('SupportsSharedFolders', {}, 'true')] : [],
    functionFile(plan),
    plan.surfaces.map((surface) => ribbon(plan, surface, version)),
    version === '1.1' ? launchEvents(plan) : [],
  ]);

/** The button of Outlook on iOS and Android, which opens the pane over a message that is being read. */
export const mobileFormFactor = (plan: ManifestPlan): readonly XmlElement[] =>
  plan.surfaces.includes('messageRead')
    ? [
        element('MobileFormFactor', {}, [
          element('ExtensionPoint', { 'xsi:type': 'MobileMessageReadCommandSurface' }, [
            element('Group', { id: 'mobileReadGroup' }, [
              element('Label', { resid: 'groupLabel' }),
              element('Control', { 'xsi:type': 'MobileButton', id: 'mobileReadPane' }, [
                element('Label', { resid: 'paneLabel' }),
                mobileIcon(),
                showPane('fixed'),
              ]),
            ]),
          ]),
        ]),
      ]
    : [];

/** The engine that runs launch events: a page everywhere, one script without a document on classic Windows. */
export const runtimes = (plan: ManifestPlan): readonly XmlElement[] =>
  plan.launchHandlers.length === 0
    ? []
    : [
        element('Runtimes', {}, [
          element('Runtime', { resid: 'eventsPageUrl' }, [
            element('Override', { type: 'javascript', resid: 'eventsScriptUrl' }),
          ]),
        ]),
      ];
