import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { stylesAhead } from '../../../addin/styles-ahead.ts';

/** What the build makes of one module of the add-in. */
const builtFrom = async (code: string): Promise<string> => {
  const id = '/addin/made-up.ts';
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      { name: 'made-up', resolveId: (name) => (name === id ? id : null), load: (name) => (name === id ? code : null) },
      stylesAhead(),
    ],
    build: {
      write: false,
      minify: false,
      lib: { entry: id, formats: ['es'] },
      rolldownOptions: { external: (name) => name.startsWith('@') },
    },
  });
  return (result as Rolldown.RolldownOutput[])[0]?.output[0].code ?? '';
};

const styled = (declaration: string, before = ''): string => `
  import { makeStyles, tokens } from '@fluentui/react-components';
  ${before}
  export const useStyles: () => Record<string, string> = makeStyles({ root: { ${declaration} } });`;

test('styles of tokens alone are rules when the page is built', async () => {
  const code = await builtFrom(styled('color: tokens.colorBrandForeground1, padding: `${tokens.spacingVerticalXS} 0`'));
  expect(code).not.toContain('makeStyles(');
  expect(code).toMatch(/__styles\(.*color:var\(--colorBrandForeground1\)/s);
  expect(code).toMatch(/padding[\w-]*:(?:var\(--spacingVerticalXS\)|0)/);
});

test('styles that name anything else are left to the page', async () => {
  const code = await builtFrom(styled('width: `${width}px`', 'const width = Number(location.hash.length);'));
  expect(code).toContain('makeStyles(');
  expect(code).not.toContain('__styles(');
});
