import { Button, Field, FluentProvider, Textarea, webLightTheme } from '@fluentui/react-components';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

/** What a pane made from Microsoft's React template shows: a text field and a button that writes it into the mail. */
const Pane = () => {
  const [text, setText] = useState('Some text.');
  const insert = () => {
    Office.context.mailbox.item?.body.setSelectedDataAsync(text);
  };
  return (
    <FluentProvider theme={webLightTheme}>
      <h1>Welcome</h1>
      <Field label="Text to insert" size="large">
        <Textarea onChange={(_event, { value }) => setText(value)} size="large" value={text} />
      </Field>
      <Button appearance="primary" onClick={insert} size="large">
        Insert text
      </Button>
    </FluentProvider>
  );
};

const place = document.getElementById('pane');
if (place === null) throw new Error('the page has no place for the pane');
const root = createRoot(place);
void Office.onReady(() => root.render(<Pane />));
