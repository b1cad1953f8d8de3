import type { InstallationGuide, Steps } from '../../manifest/guide/guide.ts';
import type { Reach } from '../../manifest/guide/reach.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { marked } from './marked-html.ts';

export interface DownloadPage {
  readonly guide: InstallationGuide;
  readonly publicUrl: string;
  readonly reach: Reach;
  /** Present when the certificate was made here: SHA-256 of the authority, pairs of hex digits with colons. */
  readonly authorityFingerprint: string | null;
}

const stepList = (steps: Steps): Html =>
  html`<ol>
      ${steps.steps.map((step) => html`<li>${marked(step)}</li>`)}
    </ol>
    ${steps.note === undefined ? '' : html`<p class="note">${marked(steps.note)}</p>`}`;

const unfolding = (steps: Steps): Html =>
  html`<details>
    <summary>${steps.title}</summary>
    ${stepList(steps)}
  </details>`;

const addressNotice = ({ guide, publicUrl, reach }: DownloadPage): Html => {
  const { address } = guide;
  const badge = html`<strong class="badge">${address.thisComputerOnly}</strong>`;
  return html`<div class="address" data-reach="${reach}">
    <p>${address.served} <code>${publicUrl}</code> ${reach === 'anybody' ? '' : badge}</p>
    ${reach === 'anybody' ? '' : html`<p>${marked(address[reach])}</p>`}
  </div>`;
};

const trustSection = ({ guide, authorityFingerprint }: DownloadPage): Html =>
  authorityFingerprint === null
    ? html``
    : html`<section class="step" aria-labelledby="trust">
        <h2 id="trust">${guide.trust.heading}</h2>
        <p>${marked(guide.trust.lead)}</p>
        ${guide.trust.ways.map(unfolding)}
        <p><a class="button quiet" href="/download/certificate.crt" download>${guide.trust.certificate}</a></p>
        <p class="note">${guide.trust.fingerprint}: <code class="long">${authorityFingerprint}</code></p>
      </section>`;

const profileCard = (profile: 'user' | 'admin', guide: InstallationGuide): Html => {
  const card = guide.file[profile];
  return html`<div class="card">
    <h3>${card.title}</h3>
    <p>${marked(card.for)}</p>
    <a class="button ${profile === 'admin' ? 'quiet' : ''}" href="/manifest.xml?profile=${profile}" download
      >${card.button}</a
    >
  </div>`;
};

const fileSection = ({ guide, reach }: DownloadPage): Html =>
  html`<section class="step" aria-labelledby="file">
    <h2 id="file">${guide.file.heading}</h2>
    <p>${marked(guide.file.lead)}</p>
    ${
      reach === 'unencrypted'
        ? html`<p role="note">${marked(guide.address.unencrypted)}</p>`
        : html`<div class="cards">${profileCard('user', guide)} ${profileCard('admin', guide)}</div>`
    }
  </section>`;

const addSection = ({ guide }: DownloadPage): Html =>
  html`<section class="step" aria-labelledby="add">
    <h2 id="add">${guide.add.heading}</h2>
    <p>${marked(guide.add.lead)}</p>
    ${guide.add.outlooks.map(unfolding)}
  </section>`;

const furtherSections = ({ guide }: DownloadPage): Html =>
  html`<section aria-labelledby="obstacles">
      <h2 id="obstacles">${guide.obstacles.heading}</h2>
      <dl>
        ${guide.obstacles.list.map(
          ({ sign, remedy }) =>
            html`<dt>${sign}</dt>
              <dd>${marked(remedy)}</dd>`,
        )}
      </dl>
    </section>
    <section aria-labelledby="everybody">
      <h2 id="everybody">${guide.everybody.heading}</h2>
      ${guide.everybody.ways.map(unfolding)}
    </section>
    <section aria-labelledby="remove">
      <h2 id="remove">${guide.remove.heading}</h2>
      <p>${marked(guide.remove.text)}</p>
    </section>`;

/** The whole page; it works without script and loads nothing from elsewhere. */
export const downloadPage = (page: DownloadPage): string => {
  const { guide } = page;
  const other = guide.otherLanguage;
  return html`<!doctype html>
    <html lang="${guide.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${guide.title}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/download/page.css" />
      </head>
      <body>
        <header>
          <img src="/icons/64.png" alt="" width="48" height="48" />
          <div>
            <h1>${guide.title}</h1>
            <p>${guide.lead}</p>
          </div>
          <a
            class="language"
            href="/download?lang=${other.language}"
            lang="${other.language}"
            hreflang="${other.language}"
            >${other.label}</a
          >
        </header>
        <main>
          ${addressNotice(page)} ${trustSection(page)} ${fileSection(page)} ${addSection(page)} ${furtherSections(page)}
        </main>
      </body>
    </html> `.text;
};
