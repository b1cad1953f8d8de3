import type { DeviceDescription } from '#shared/contracts/session.ts';

const clients: Readonly<Record<string, string>> = {
  Outlook: 'Outlook',
  newOutlookWindows: 'New Outlook',
  OutlookWebApp: 'Outlook on the web',
  OutlookIOS: 'Outlook for iOS',
  OutlookAndroid: 'Outlook for Android',
  MacOutlook: 'Outlook for Mac',
};

/** How this Outlook introduces itself, for the list of devices: `Outlook on the web, Windows`. */
export const describeOutlook = (): Omit<DeviceDescription, 'id'> => {
  const { mailbox } = Office.context;
  const client = mailbox.diagnostics.hostName;
  const system = readSystem(navigator.userAgent);
  const address = mailbox.userProfile.emailAddress;
  return {
    name: `${clients[client] ?? client}, ${system}`.slice(0, 100),
    client: `${client} ${mailbox.diagnostics.hostVersion}`.slice(0, 60),
    platform: system,
    ...(address ? { mailbox: address } : {}),
  };
};

/** How a browser outside Outlook introduces itself. */
export const describeBrowser = (): Omit<DeviceDescription, 'id'> => {
  const browser = /Edg\//.test(navigator.userAgent)
    ? 'Edge'
    : (/(Firefox|Chrome|Safari)\//.exec(navigator.userAgent)?.[1] ?? 'Browser');
  const system = readSystem(navigator.userAgent);
  return { name: `${browser}, ${system}`, client: 'browser', platform: system };
};

const readSystem = (userAgent: string): string =>
  systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other system';

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];
