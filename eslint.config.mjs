import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noClockNoChance = [
  { object: 'Date', property: 'now', message: 'Take the moment as an argument or from the Clock port.' },
  { object: 'Math', property: 'random', message: 'Chance comes from the Ids port.' },
  { object: 'crypto', property: 'randomUUID', message: 'Chance comes from the Ids port.' },
];
const noEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Only server/config/env.ts reads the environment.',
};

export default tseslint.config(
  { ignores: ['dist/**', 'data/**', 'node_modules/**', 'coverage/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          './shared/tsconfig.json',
          './server/domain/tsconfig.json',
          './server/tsconfig.json',
          './addin/tsconfig.json',
          './test/tsconfig.json',
        ],
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      complexity: ['error', 12],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name everywhere.' },
      ],
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/config/env.ts'],
    rules: { 'no-restricted-properties': ['error', noEnvironment] },
  },
  {
    files: ['shared/**/*.ts', 'server/domain/**/*.ts', 'server/usecases/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...noClockNoChance, noEnvironment],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Take the moment as an argument.',
        },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name everywhere.' },
      ],
    },
  },
  {
    files: ['addin/**/*.ts', 'addin/**/*.tsx'],
    ignores: ['addin/{office,simulator,commands,dialog,launch}/**'],
    rules: { 'no-restricted-globals': ['error', { name: 'Office', message: 'Only addin/office touches Office.' }] },
  },
  {
    files: ['addin/**/*.tsx'],
    ...jsxA11y.flatConfigs.strict,
  },
  {
    files: ['addin/**/*.ts', 'addin/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // A noun of the store is one table of statements, a migration one list of them; each entry stays small.
    files: ['server/adapters/store/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 260, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['addin/**/*.tsx', 'test/**/*.ts', 'test/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['test/**/*.ts', 'test/**/*.tsx'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.config.ts', '**/vite.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
