import { configure } from '@testing-library/dom';

/**
 * A busy machine is slow and still right (parts of the pane are loaded when first opened): what a test waits for ends its
 * wait, the clock only a hopeless one.
 */
configure({ asyncUtilTimeout: 20_000 });
