import { expect, test } from 'vitest';
import { templateLimits } from '#shared/contracts/templates.ts';
import type { AppOptions } from '../../server/app.ts';
import { type Caller, createWorld } from '../support/world.ts';

const quoteTemplate = {
  name: 'Angebot für Pumpen',
  subject: 'Your quote, {{recipient.firstName}}',
  html: '<p>Dear {{recipient.firstName | customer}} of {{recipient.account}},</p><p>{{regarding.name}}</p>',
};

const contactOf = async (caller: Caller) => {
  const account = await caller.call('createRecord', { params: { type: 'account' }, body: { name: 'Bombas & Hijos' } });
  return caller.call('createRecord', {
    params: { type: 'contact' },
    body: {
      addresses: ['ana@pumps.example'],
      fields: { firstName: 'Ana', lastName: 'Martín', account: { type: 'account', id: account.id } },
    },
  });
};

/** Templates as they come out over HTTP, on the engine that `newStore` opens. */
export const templatesContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  test('P6: a template is written, found by any word of its name, changed and deleted', async () => {
    await using world = await createWorld(await newStore());
    const made = await world.ben.call('createTemplate', { body: quoteTemplate });
    expect(made).toMatchObject({
      ...quoteTemplate,
      kind: 'email',
      scope: 'own',
      owner: { id: world.ben.id },
      placeholders: ['recipient.firstName', 'recipient.account', 'regarding.name'],
      version: 1,
    });
    await world.ben.call('createTemplate', {
      body: { kind: 'salesLiterature', name: 'Pump curves', link: 'https://pumps.example/curves.pdf' },
    });
    const names = async (query: object) =>
      (await world.ben.call('listTemplates', { query })).items.map(({ name }) => name);
    expect(await names({ q: 'pum' })).toEqual(['Angebot für Pumpen', 'Pump curves']);
    expect(await names({ q: 'fur', kind: 'email' })).toEqual(['Angebot für Pumpen']);
    expect(await names({ q: 'umpen' })).toEqual([]);
    const first = await world.ben.call('listTemplates', { query: { limit: 1 } });
    expect(await names({ cursor: first.nextCursor ?? '' })).toEqual(['Pump curves']);

    const params = { templateId: made.id };
    const changed = await world.ben.call('changeTemplate', {
      params,
      body: { subject: 'Quote' },
      headers: { 'if-match': '"1"' },
    });
    expect(changed).toMatchObject({ subject: 'Quote', name: quoteTemplate.name, version: 2 });
    expect(
      await world.ben.refused('changeTemplate', { params, body: { subject: 'Late' }, headers: { 'if-match': '"1"' } }),
    ).toMatchObject({ status: 412, code: 'precondition_failed' });
    await world.ben.call('deleteTemplate', { params });
    expect(await world.ben.refused('getTemplate', { params })).toMatchObject({ code: 'template_not_found' });
  });

  test("P6: a person's own template is theirs; the organization's is for all and changed by owner or administrator", async () => {
    await using world = await createWorld(await newStore());
    const { id } = await world.ben.call('createTemplate', { body: quoteTemplate });
    const params = { templateId: id };
    for (const stranger of [world.ana, world.carla, world.olga]) {
      expect(await stranger.refused('getTemplate', { params })).toMatchObject({ code: 'template_not_found' });
      expect((await stranger.call('listTemplates')).items).toEqual([]);
    }
    await world.ben.call('changeTemplate', { params, body: { scope: 'organization' } });
    expect((await world.carla.call('listTemplates')).items).toMatchObject([{ id, owner: { name: 'Ben Carter' } }]);
    expect(await world.carla.refused('changeTemplate', { params, body: { name: 'Mine' } })).toMatchObject({
      status: 403,
    });
    expect(await world.carla.refused('deleteTemplate', { params })).toMatchObject({ status: 403 });
    expect(await world.ana.call('changeTemplate', { params, body: { name: 'Ours' } })).toMatchObject({ name: 'Ours' });
    expect((await world.olga.call('listTemplates')).items).toEqual([]);
  });

  test('P6: it is filled for a recipient and a regarding, and what is missing is named before anything is sent', async () => {
    await using world = await createWorld(await newStore());
    const contact = await contactOf(world.ben);
    const { id } = await world.ben.call('createTemplate', { body: quoteTemplate });
    const recipient = { type: 'contact', id: contact.id };
    expect(await world.ben.call('renderTemplate', { body: { templateId: id, recipient } })).toEqual({
      subject: 'Your quote, Ana',
      html: '<p>Dear Ana of Bombas &amp; Hijos,</p><p></p>',
      text: expect.stringContaining('Dear Ana of Bombas & Hijos,') as string,
      link: null,
      missing: ['regarding.name'],
    });
    const unsaved = { subject: '{{sender.name}}', html: '<b>{{organization.name}}</b>' };
    expect(await world.ben.call('renderTemplate', { body: unsaved })).toMatchObject({
      subject: 'Ben Carter',
      html: '<b>Contoso Pumps</b>',
      missing: [],
    });
    expect(await world.pete.refused('renderTemplate', { body: { templateId: id } })).toMatchObject({ status: 404 });
    expect(await world.pete.refused('renderTemplate', { body: { ...unsaved, recipient } })).toMatchObject({
      code: 'record_not_found',
    });
    expect(await world.ben.refused('renderTemplate', { body: {} })).toMatchObject({
      issues: [{ field: 'templateId' }],
    });
  });

  test.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(templateLimits.nameLength + 1) }, 'name'],
    [{ subject: 'x'.repeat(templateLimits.subjectLength + 1) }, 'subject'],
    [{ html: 'x'.repeat(templateLimits.htmlLength + 1) }, 'html'],
    [{ html: '' }, 'html'],
    [{ html: '<p>{{recipient.shoeSize}}</p>' }, 'html'],
    [{ subject: '{{recipient' }, 'subject'],
    [{ link: 'https://pumps.example' }, 'link'],
    [{ kind: 'knowledgeArticle', link: 'javascript:alert(1)', subject: '' }, 'link'],
    [{ kind: 'knowledgeArticle' }, 'subject'],
  ])('P6: %j is refused, naming the field', async (wrong, field) => {
    await using world = await createWorld(await newStore());
    const problem = await world.ben.refused('createTemplate', { body: { ...quoteTemplate, ...wrong } as never });
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request', issues: [{ field }] });
  });

  test('P6: texts of exactly the limits are taken', async () => {
    await using world = await createWorld(await newStore());
    const body = {
      name: 'x'.repeat(templateLimits.nameLength),
      subject: 'x'.repeat(templateLimits.subjectLength),
      html: 'x'.repeat(templateLimits.htmlLength),
    };
    expect(await world.ben.call('createTemplate', { body })).toMatchObject(body);
  });
};
