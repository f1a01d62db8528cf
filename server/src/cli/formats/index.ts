import { github } from './github.ts';
import { json } from './json.ts';
import type { Format } from './report.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export const formats = { text, json, sarif, github } satisfies Record<string, Format>;
