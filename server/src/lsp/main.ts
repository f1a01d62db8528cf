/** One bundle for both: a process of its own, and a worker in a browser. What the other needs is never run. */
export const server: Promise<unknown> = globalThis.process?.versions?.node
  ? import('./main.node.ts')
  : import('./main.browser.ts');
