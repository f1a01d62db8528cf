import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { oneOf, parse, UsageError } from '../../../server/src/cli/usage.ts';
import { modes } from '../apply/mode.ts';
import { readDocuments } from './documents.ts';
import { guestAccessOf, guestArguments } from './guestWay.ts';
import { changeOptions, Execs, hostOptions, patienceOf, targetsOf } from './options.ts';
import { exitCodes } from './results.ts';

/**
 * Writes what Ansible needs to do the same as `apply`, host after host by its own engine. Every value is an argument of
 * its own (`argv`), so no shell reads it. The files are JSON, which is YAML.
 */
export async function ansible(args: string[]): Promise<number> {
  const { yes: _, ...change } = changeOptions;
  const options = {
    ...hostOptions,
    ...change,
    mode: { type: 'string', default: 'persist' },
    out: { type: 'string' },
  } as const;
  const { values, positionals } = parse({ args, allowPositionals: true, options });
  if (values.out === undefined) throw new UsageError('where to? Give --out FOLDER');
  const mode = oneOf('mode', values.mode, modes);
  patienceOf(values);
  const targets = targetsOf(values);
  const execs = new Execs();
  for (const target of targets) execs.to(target);
  const documents = await readDocuments(positionals);
  if (documents.some(({ file }) => file === '-'))
    throw new UsageError('a playbook needs files, not standard input');
  const files = documents.map(({ file }) => path.resolve(file));
  const common = [
    ...['--mode', mode, '--uri', values.uri, '--yes', '--json'],
    ...(values['force-off'] ? ['--force-off'] : []),
    ...flag('shutdown-timeout', values['shutdown-timeout']),
    ...flag('recovery-timeout', values['recovery-timeout']),
    ...guestArguments(guestAccessOf(values)),
    ...flag('ssh-config', values['ssh-config'] && path.resolve(values['ssh-config'])),
    ...flag('storage', values.storage && path.resolve(values.storage)),
  ];
  for (const text of [...files, ...common, ...targets.map(({ ssh = '' }) => ssh)]) refuseTemplate(text);
  mkdirSync(values.out, { recursive: true });
  const write = (name: string, content: object) =>
    writeFileSync(path.join(values.out ?? '', name), `${JSON.stringify(content, undefined, 2)}\n`);
  write('inventory.yml', inventoryOf(targets.map(({ ssh }) => ssh)));
  write('playbook.yml', [playOf(files, common)]);
  return exitCodes.done;
}

/** Ansible itself stays here: it is virtqueue that goes to the hosts, over the user's own ssh. */
function inventoryOf(destinations: readonly (string | undefined)[]): object {
  const hosts = destinations.map((ssh) => [
    ssh ?? 'localhost',
    { ansible_connection: 'local', virtqueue_host: ssh === undefined ? [] : ['--host', ssh] },
  ]);
  return { all: { children: { hypervisors: { hosts: Object.fromEntries(hosts) } } } };
}

function playOf(files: readonly string[], common: readonly string[]): object {
  return {
    name: 'Apply libvirt domains',
    hosts: 'hypervisors',
    gather_facts: false,
    serial: '{{ virtqueue_serial | default(1) }}',
    any_errors_fatal: true,
    vars: { virtqueue_command: ['virtqueue'] },
    tasks: [
      {
        name: 'virtqueue apply',
        'ansible.builtin.command': {
          argv: '{{ virtqueue_command + ["apply"] + virtqueue_host + virtqueue_arguments + [item] }}',
        },
        vars: { virtqueue_arguments: [...common] },
        loop: files,
        register: 'virtqueue_result',
        changed_when: 'virtqueue_result.rc == 0',
      },
    ],
  };
}

function flag(name: string, value: string | undefined): string[] {
  return value ? [`--${name}`, value] : [];
}

/** Ansible would take it for an expression and evaluate it. */
function refuseTemplate(text: string): void {
  if (/\{[{%#]/.test(text))
    throw new UsageError(`Ansible would evaluate '${text}': it has {{, {% or {# in it`);
}
