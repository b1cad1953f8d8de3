import { runInNewContext } from 'node:vm';
import { tokens } from '@fluentui/react-components';
import { resolveStyleRulesForSlots } from '@griffel/core';
import type { Plugin } from 'vite';

type Slots = Parameters<typeof resolveStyleRulesForSlots>[0];

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Call extends Node {
  readonly callee: Node & { readonly name?: string };
  readonly arguments: readonly Node[];
}

const isStylesCall = (node: Node): node is Call =>
  node.type === 'CallExpression' && (node as Call).callee.name === 'makeStyles';

/** Calls of `makeStyles` at the top of a module: `const useStyles = makeStyles({…})`, exported or not. */
const stylesCalls = (statements: readonly Node[]): readonly Call[] =>
  statements
    .map((statement) => (statement as Node & { declaration?: Node | null }).declaration ?? statement)
    .flatMap(
      (statement) => (statement as Node & { declarations?: readonly { init: Node | null }[] }).declarations ?? [],
    )
    .flatMap(({ init }) => (init !== null && isStylesCall(init) ? [init] : []));

/** The rules that these styles become; null when they name anything beside the theme's tokens. */
const rulesOf = (source: string): string | null => {
  try {
    const slots = runInNewContext(`(${source})`, { tokens }) as Slots;
    return resolveStyleRulesForSlots(slots)
      .map((part) => JSON.stringify(part))
      .join(', ');
  } catch (error) {
    if (error instanceof Error || (error as Error).name !== 'ReferenceError') throw error;
    return null;
  }
};

/**
 * Turns styles into CSS rules while the page is built, as Fluent's own packages come: the page then need not do it each
 * time that it opens. Styles that name more than the theme's tokens are left to the page.
 */
export const stylesAhead = (): Plugin => ({
  name: 'styles-ahead',
  enforce: 'post',
  apply: 'build',
  transform: {
    filter: { id: /\/addin\/.*\.tsx?$/, code: 'makeStyles(' },
    handler(code) {
      const { body } = this.parse(code);
      let result = code;
      for (const call of stylesCalls(body).toReversed()) {
        const [argument] = call.arguments;
        const rules = argument === undefined ? null : rulesOf(code.slice(argument.start, argument.end));
        if (rules !== null) result = `${result.slice(0, call.start)}__styles(${rules})${result.slice(call.end)}`;
      }
      if (result === code) return null;
      return { code: `import { __styles } from '@fluentui/react-components';\n${result}`, map: null };
    },
  },
});
