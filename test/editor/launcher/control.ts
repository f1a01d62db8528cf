import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { freePort } from '../../../scripts/setup/ports.ts';
import type { Tally } from '../../../scripts/testing/tally.ts';
import type { Driver, DriverCall } from '../driver.ts';
import { screenshots } from './browser.ts';

/** Milliseconds by which badges and markers come after what they are about. */
const decorationDelay = 700;

/** Answers the tests' calls to `driver` over HTTP; the address is a secret of this run. */
export async function serveDriver(
  page: Page,
): Promise<{ address: string; results(): Tally | undefined; close(): void }> {
  let results: Tally | undefined;
  const driver = driverOf(page, (tally) => {
    results = tally;
  });
  const path = `/${randomBytes(16).toString('hex')}`;
  const port = await freePort();
  const server = createServer(async (request, response) => {
    // A worker in the browser asks from another origin: that of the workbench.
    response.setHeader('access-control-allow-origin', '*');
    if (request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    try {
      const value = await perform(driver, JSON.parse(await bodyOf(request)) as DriverCall);
      response.end(JSON.stringify({ value }));
    } catch (error) {
      response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${port}${path}`, results: () => results, close: () => server.close() };
}

function driverOf(page: Page, finish: (tally: Tally) => void): Driver {
  return {
    screenshot: async (name) => {
      await page.waitForTimeout(decorationDelay);
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    click: (selector) => page.locator(selector).first().click(),
    hover: (selector) => page.locator(selector).first().hover(),
    waitFor: async (selector, patience = 60_000) => {
      const element = page.locator(selector).first();
      await element.waitFor({ timeout: patience });
      return (await element.textContent()) ?? '';
    },
    waitUntilGone: (selector) => page.locator(selector).first().waitFor({ state: 'hidden', timeout: 60_000 }),
    resize: (width, height) => page.setViewportSize({ width, height }),
    print: async (line) => console.log(line),
    finish: async (tally) => finish(tally),
  };
}

function perform(driver: Driver, call: DriverCall): Promise<unknown> {
  const action = driver[call.name] as (...args: unknown[]) => Promise<unknown>;
  return action(...call.args);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
