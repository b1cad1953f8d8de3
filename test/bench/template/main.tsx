// Microsoft's template loads both before anything else, in an entry of their own.
import 'core-js/stable';
import 'regenerator-runtime/runtime';
import {
  Button,
  Field,
  FluentProvider,
  Image,
  Textarea,
  makeStyles,
  tokens,
  webLightTheme,
} from '@fluentui/react-components';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const useStyles = makeStyles({
  page: { minHeight: '100vh' },
  top: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    padding: '30px 0',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  greeting: { fontSize: tokens.fontSizeHero900, fontWeight: tokens.fontWeightRegular },
  list: { display: 'flex', flexDirection: 'column', padding: '20px', gap: '20px', listStyleType: 'none' },
  entry: { display: 'flex', alignItems: 'center', gap: '10px', color: tokens.colorNeutralForegroundInverted },
  form: { display: 'flex', flexDirection: 'column', alignItems: 'center' },
  field: { maxWidth: '50%', margin: '20px' },
  says: { fontWeight: tokens.fontWeightSemibold, margin: '10px 20px' },
});

const promises: readonly (readonly [string, string])[] = [
  ['M12 3l2.6 5.6 6.1.7-4.5 4.2 1.2 6L12 16.5l-5.4 3 1.2-6L3.3 9.3l6.1-.7z', 'More with what you have'],
  ['M7 10V7a5 5 0 0 1 9.6-2h-2.1A3 3 0 0 0 9 7v3h9v11H6V10z', 'Functions set free'],
  ['M12 2a7 7 0 0 1 4 12.7V18H8v-3.3A7 7 0 0 1 12 2zM9 20h6v2H9z', 'Made like a professional'],
];

/** What a pane made from Microsoft's React template shows: a picture, a list of three, a text field and a button. */
const Pane = () => {
  const styles = useStyles();
  const [text, setText] = useState('Some text.');
  const insert = () => {
    Office.context.mailbox.item?.body.setSelectedDataAsync(text);
  };
  return (
    <FluentProvider theme={webLightTheme}>
      <div className={styles.page}>
        <section className={styles.top}>
          <Image alt="Template" height="90" src="data:," width="90" />
          <h1 className={styles.greeting}>Welcome</h1>
        </section>
        <ul className={styles.list}>
          {promises.map(([path, says]) => (
            <li className={styles.entry} key={says}>
              <svg fill="currentColor" height="24" viewBox="0 0 24 24" width="24">
                <path d={path} />
              </svg>
              <span>{says}</span>
            </li>
          ))}
        </ul>
        <div className={styles.form}>
          <Field className={styles.field} label="Text to insert" size="large">
            <Textarea onChange={(_event, { value }) => setText(value)} size="large" value={text} />
          </Field>
          <Field className={styles.says}>Press the button.</Field>
          <Button appearance="primary" onClick={insert} size="large">
            Insert text
          </Button>
        </div>
      </div>
    </FluentProvider>
  );
};

const place = document.getElementById('pane');
if (place === null) throw new Error('the page has no place for the pane');
const root = createRoot(place);
void Office.onReady(() => root.render(<Pane />));
