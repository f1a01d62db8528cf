/** One bundle for both: a process of its own, and a worker in a browser. What the other needs is never run. */
if (globalThis.process?.versions?.node) void import('./main.node.ts');
else void import('./main.browser.ts');
