import type { InstallationGuide, Steps } from './guide.ts';

const trustWays: readonly Steps[] = [
  {
    title: 'On the computer that runs Correspond',
    steps: [
      'Run `npx correspond certificate trust` in the folder of Correspond. It says what it will do before it does it; `npx correspond certificate trust --print` only shows the commands.',
      'Close every window of Outlook and of the browser, and open them again.',
    ],
  },
  {
    title: 'Windows, by hand',
    steps: [
      'Download the certificate and open the file.',
      'Choose **Install Certificate…**, then **Current User**.',
      'Choose **Place all certificates in the following store**, then **Browse…** and **Trusted Root Certification Authorities**.',
      'Compare the fingerprint with the one above, and confirm with **Yes**.',
    ],
  },
  {
    title: 'Mac, by hand',
    steps: [
      'Download the certificate and open the file: **Keychain Access** adds it to the **login** keychain.',
      'Open the entry **Correspond local authority**, unfold **Trust**, and set **When using this certificate** to **Always Trust**.',
      'Close the window and enter your password.',
    ],
  },
  {
    title: 'Browser only, for a first look',
    steps: [
      'Open this address in the browser in which you use Outlook on the web.',
      'At the warning choose **Advanced**, then **Continue** (Chrome, Edge) or **Accept the Risk and Continue** (Firefox).',
    ],
    note: 'Firefox has a list of its own: **Settings**, **Privacy & Security**, **View Certificates…**, **Authorities**, **Import…**. Desktop Outlook needs the certificate trusted by Windows or by the Mac.',
  },
];

const outlooks: readonly Steps[] = [
  {
    title: 'Outlook on the web',
    steps: [
      'Open <https://aka.ms/olksideload>. Outlook opens, and after some seconds the window **Add-Ins for Outlook**.',
      'Choose **My add-ins**.',
      'Under **Custom Addins** choose **Add a custom add-in**, then **Add from File…**, and take the file you downloaded.',
      'Confirm with **Install**.',
      'Open a message, choose **Apps** above it, then **Correspond**.',
    ],
  },
  {
    title: 'New Outlook for Windows',
    steps: [
      'Install it in the browser, as for Outlook on the web, with the same account.',
      'Close Outlook and open it again.',
      'Open a message, choose **Apps** above it, then **Correspond**.',
    ],
    note: 'The new Outlook runs no add-ins for accounts of an Exchange server of your own; use classic Outlook or Outlook on the web there.',
  },
  {
    title: 'Classic Outlook for Windows',
    steps: [
      'Choose **File**, **Info**, **Manage Add-ins**. The browser opens **Add-Ins for Outlook**.',
      'Go on as for Outlook on the web: **My add-ins**, **Add a custom add-in**, **Add from File…**.',
      'Close Outlook and open it again. The button **Track in CRM** stands in the **Home** tab when a message is open or selected.',
    ],
    note: 'Classic Outlook keeps its own copy of the list: the button may take up to 24 hours to appear.',
  },
  {
    title: 'Outlook for Mac',
    steps: [
      'Open <https://aka.ms/olksideload> in the browser with the same account. (**Get Add-ins** inside Outlook leads to the store, where your file is not.)',
      'Go on as for Outlook on the web: **My add-ins**, **Add a custom add-in**, **Add from File…**.',
      'Close Outlook and open it again. Open a message; the button is above it or behind **…**.',
    ],
  },
  {
    title: 'iPhone, iPad and Android',
    steps: [
      'Nothing is installed on the phone: install in Outlook on the web with the same account.',
      'Open a message in Outlook on the phone, tap **…** and then **Track in CRM**.',
    ],
    note: 'It needs an account of Exchange Online and an address with a certificate that every device trusts; *this computer only* does not reach a phone.',
  },
  {
    title: 'Outlook on the web of an Exchange server of your own (2016, 2019, Subscription Edition)',
    steps: [
      'Choose the gear, then **Manage add-ins** (older: **Options**, **General**, **Manage add-ins**).',
      'Choose **+**, then **Add from file**, and take the file you downloaded.',
      'Confirm with **Install**, and reload the page. Open a message and choose **Correspond** above its text.',
    ],
  },
];

const everybody: readonly Steps[] = [
  {
    title: 'Microsoft 365',
    steps: [
      'Sign in to <https://admin.microsoft.com> as an administrator.',
      'Choose **Settings**, **Integrated apps**, **Upload custom apps**, and **Office Add-in** as the type.',
      'Upload the file for administrators, choose who gets it (first a few people, then all), accept the permission and deploy.',
    ],
    note: 'It replaces a copy that people installed themselves, because both files carry the same id. It may take a day until everybody has it.',
  },
  {
    title: 'Exchange server of your own',
    steps: [
      'Open the Exchange Management Shell where the file for administrators is.',
      "Run `New-App -OrganizationApp -DefaultStateForUser Enabled -FileData ([IO.File]::ReadAllBytes('correspond-admin.xml'))`.",
    ],
  },
];

export const english: InstallationGuide = {
  language: 'en',
  title: 'Install Correspond in Outlook',
  lead: 'Step by step, for each Outlook.',
  otherLanguage: { language: 'es', label: 'Español' },
  address: {
    served: 'Outlook will load Correspond from',
    thisComputerOnly: 'this computer only',
    loopback:
      'The address points to the computer it is opened on. Other computers and phones cannot reach it: set `PUBLIC_URL` to an address that they can open.',
    selfMade: 'The certificate was made here. Until a computer trusts it, Outlook there shows an empty pane.',
    unencrypted:
      'Outlook loads add-ins over https only. Set `PUBLIC_URL` to an https address; until then there is no file to download.',
  },
  trust: {
    heading: 'Trust the certificate',
    lead: 'Choose one way. You need it once on each computer; the certificate renews itself below the same authority.',
    certificate: 'Download the certificate',
    fingerprint: 'SHA-256 fingerprint',
    ways: trustWays,
  },
  file: {
    heading: 'Download the file',
    lead: 'It tells Outlook where Correspond lives. It contains no password and nothing about you.',
    user: {
      title: 'For me',
      for: 'You install it yourself. It may read and change the message you have open, nothing else.',
      button: 'Download for me',
    },
    admin: {
      title: 'For everybody',
      for: 'An administrator installs it for others. It may use the whole mailbox (**ReadWriteMailbox**), which the colour mark of tracked mail needs; Outlook lets only administrators grant that.',
      button: 'Download for administrators',
    },
  },
  add: {
    heading: 'Add it to Outlook',
    lead: 'Choose the Outlook you use. An add-in belongs to the mailbox: installed once, it appears in all of them. *Add from URL* no longer exists; you need the file.',
    outlooks,
  },
  everybody: { heading: 'For administrators: install for everybody', ways: everybody },
  obstacles: {
    heading: 'If something is in the way',
    list: [
      {
        sign: '“Add a custom add-in” is missing',
        remedy:
          'Your organization does not let people install their own add-ins. Ask an administrator for the role **My Custom Apps**, or to install it for everybody.',
      },
      {
        sign: 'Outlook refuses the file with a word about permissions',
        remedy:
          'That is the file for administrators: it asks for **ReadWriteMailbox**. Take the file *for me*, or let an administrator install it.',
      },
      {
        sign: 'The button does not appear',
        remedy:
          'Classic Outlook takes up to 24 hours, a deployment by an administrator up to a day or more. Outlook on the web shows it after a reload. Open a message first: there is no button without one.',
      },
      {
        sign: 'The pane stays empty or names a certificate',
        remedy:
          'The address cannot be reached or its certificate is not trusted. Open the address in a browser on the same computer; what the browser says is the reason.',
      },
      {
        sign: 'There is no button on a delivery report, an encrypted message or a file opened from disk',
        remedy: 'Outlook runs no add-ins there. In archive and group mailboxes neither.',
      },
    ],
  },
  remove: {
    heading: 'Remove it',
    text: 'Open <https://aka.ms/olksideload>, choose **My add-ins**, then **…** next to Correspond, then **Remove**. What you tracked stays in the CRM.',
  },
  short: {
    heading: 'Install the add-in in Outlook',
    lines: [
      { where: 'File', text: 'save **correspond-user.xml** from the download page, which has every step' },
      {
        where: 'Web, new Outlook, Mac',
        text: '<https://aka.ms/olksideload> > **My add-ins** > **Add a custom add-in** > **Add from File**',
      },
      {
        where: 'Classic for Windows',
        text: '**File** > **Info** > **Manage Add-ins**, then the same; may take up to 24 hours',
      },
      { where: 'Web of own Exchange', text: 'gear > **Manage add-ins** > **+** > **Add from file**' },
      { where: 'Phone', text: 'nothing to install: it follows the mailbox, at an address that everybody can reach' },
      { where: 'No such link?', text: 'the mailbox lacks the role **My Custom Apps**: ask an administrator' },
    ],
    trust: {
      where: 'Certificate',
      text: 'trust it once: `npx correspond certificate trust`, or by hand as the page says',
    },
  },
};
