import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { browserPlatform } from './platform.browser.ts';
import { serve } from './server.ts';

/** The worker itself; the whole library of the DOM would be in the way of Node's types. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
serve(connection, browserPlatform());
