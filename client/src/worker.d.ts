/** What this code uses of a browser's workers; the whole library of the DOM would be in the way of Node's types. */
declare class Worker {
  constructor(url: string);
  terminate(): void;
}
