import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withConfigFile } from '../configFile.ts';
import { findConfigFile } from '../node/configFile.ts';
import { defaultSettings, type Settings } from '../service.ts';
import { UsageError } from './usage.ts';

/**
 * The settings for each file: from the one configuration file that was named, else from the nearest above it. Files of
 * one folder share one object.
 */
export class Configuration {
  /** Every configuration file that was read. */
  readonly files = new Set<string>();
  readonly #named: string | undefined;
  readonly #byFolder = new Map<string, Settings>();
  readonly #byConfig = new Map<string, Settings>();

  constructor(named: string | undefined) {
    this.#named = named && path.resolve(named);
    if (this.#named !== undefined) this.#read(this.#named);
  }

  /**
   * @param file `-` stands for a file in the current folder
   * @throws UsageError when the configuration file cannot be read, or something in it has no effect
   */
  settingsFor(file: string): Settings {
    if (this.#named !== undefined) return this.#read(this.#named);
    const folder = path.resolve(path.dirname(file));
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const config = findConfigFile(folder);
    const settings = config === undefined ? defaultSettings : this.#read(config);
    this.#byFolder.set(folder, settings);
    return settings;
  }

  #read(config: string): Settings {
    const known = this.#byConfig.get(config);
    if (known !== undefined) return known;
    this.files.add(config);
    const settings = withConfigFile(defaultSettings, textOf(config), (problem) => {
      throw new UsageError(`${config}: ${problem}`);
    });
    this.#byConfig.set(config, settings);
    return settings;
  }
}

function textOf(config: string): string {
  try {
    return readFileSync(config, 'utf8');
  } catch (error) {
    throw new UsageError(`${config}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
