import type { Tally } from '../../scripts/testing/tally.ts';
import { driverVariable } from './environment.ts';

/** What a test in the extension host may do to the window around it, as a person would, and see. */
export interface Driver {
  /** Saves what the window shows as `out/screenshots/NAME.png`. */
  screenshot(name: string): Promise<void>;
  /** A key or chord in Playwright's words: `Enter`, `Control+.`. */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  click(selector: string): Promise<void>;
  hover(selector: string): Promise<void>;
  /** Waits until a matching element is visible, a minute at most or `patience` milliseconds, and gives its text. */
  waitFor(selector: string, patience?: number): Promise<string>;
  waitUntilGone(selector: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** Writes a line to the terminal of whoever runs the tests. */
  print(line: string): Promise<void>;
  /** Says how the tests went, where there is no file to leave that in. */
  finish(tally: Tally): Promise<void>;
}

export type DriverCall = {
  [Name in keyof Driver]: { name: Name; args: Parameters<Driver[Name]> };
}[keyof Driver];

export const driver: Driver = {
  screenshot: (...args) => call({ name: 'screenshot', args }),
  press: (...args) => call({ name: 'press', args }),
  type: (...args) => call({ name: 'type', args }),
  click: (...args) => call({ name: 'click', args }),
  hover: (...args) => call({ name: 'hover', args }),
  waitFor: (...args) => call({ name: 'waitFor', args }),
  waitUntilGone: (...args) => call({ name: 'waitUntilGone', args }),
  resize: (...args) => call({ name: 'resize', args }),
  print: (...args) => call({ name: 'print', args }),
  finish: (...args) => call({ name: 'finish', args }),
};

/** Answers the list with this title by choosing what is labelled so. */
export async function pick(title: string, label: string): Promise<void> {
  const list = `.quick-input-widget:has(.quick-input-title:has-text("${title}"))`;
  await driver.waitFor(`${list} .monaco-list-row:has-text("${label}")`);
  await driver.type(label);
  await driver.press('Enter');
  await driver.waitUntilGone(list);
}

/** Ticks what is labelled so in the list with this title, which nothing else is ticked in, and closes it. */
export async function pickSeveral(title: string, ...labels: readonly string[]): Promise<void> {
  const list = `.quick-input-widget.show-checkboxes:has(.quick-input-title:has-text("${title}"))`;
  await driver.waitFor(list);
  for (const label of labels)
    await driver.click(`${list} .monaco-list-row:has-text("${label}") .monaco-checkbox`);
  await driver.click(`${list} .monaco-button:has-text("OK")`);
  await driver.waitUntilGone(list);
}

async function call<T>(request: DriverCall): Promise<T> {
  const address = process.env[driverVariable] ?? '';
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(request) });
  const answer = (await response.json()) as { value: T } | { error: string };
  if ('error' in answer) {
    throw new Error(`${request.name}(${request.args.join(', ')}): ${answer.error}`);
  }
  return answer.value;
}
