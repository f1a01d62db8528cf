import type { Severity } from '../../../server/src/service.ts';
import type { Output } from '../virsh.ts';

/** What libvirt is said to do with a failing fixture. */
export interface Claim {
  /** What `virsh define` does, by an excerpt of its message where it refuses. */
  readonly define: 'accepts' | RegExp;
  /** Where define accepts: what `virsh define --validate` does; either by default. */
  readonly validate?: 'accepts' | 'refuses';
  /** Found in the XML that libvirt stored. */
  readonly keeps?: RegExp;
  /** Not found there. */
  readonly drops?: RegExp;
  /** What `virsh start --paused` does; not tried by default. */
  readonly start?: 'starts' | RegExp;
  /** Found in the command line of QEMU. */
  readonly passes?: RegExp;
  /** Not found there. */
  readonly withholds?: RegExp;
  /** Found in what the monitor of QEMU shows of the devices (`info qtree`). */
  readonly has?: RegExp;
}

/** What the claims of a rule are: one per fixture, by its name without `.failing.xml`, and what it is reported as. */
export type Claims = Readonly<Record<string, (fixture: string, severity: Severity) => Claim>>;

/** What libvirt really does. */
export interface Verdict {
  readonly validate: Output;
  readonly define: Output;
  /** `virsh dumpxml --inactive`; empty when it was not defined. */
  readonly stored: string;
  /** Undefined when not asked for. */
  readonly start: Output | undefined;
  /** QEMU's command line; empty when it does not run. */
  readonly argv: string;
  /** QEMU's `info qtree`; empty when it does not run. */
  readonly devices: string;
}

/** libvirt refuses the domain with this message. */
export function refused(message: RegExp): Claim {
  return { define: message };
}

/** libvirt takes the domain without a word, and stores it without this. */
export function dropped(what: RegExp): Claim {
  return { define: 'accepts', validate: 'accepts', drops: what };
}

/** The schema refuses the domain; without validation libvirt takes it and stores it without this. */
export function droppedUnlessValidated(what: RegExp): Claim {
  return { define: 'accepts', validate: 'refuses', drops: what };
}

/** libvirt takes the domain without a word, and stores this. */
export function kept(what: RegExp): Claim {
  return { define: 'accepts', validate: 'accepts', keeps: what };
}

/** The schema refuses the domain; without validation libvirt takes it and stores this. */
export function keptUnlessValidated(what: RegExp): Claim {
  return { define: 'accepts', validate: 'refuses', keeps: what };
}

/** libvirt takes the domain, and it does not start. */
export function notStarted(message: RegExp): Claim {
  return { define: 'accepts', start: message };
}

/** libvirt takes the domain and starts it. */
export const starts: Claim = { define: 'accepts', start: 'starts' };

/** For the test's name. */
export function sayClaim({ define, validate, keeps, drops, start, passes, withholds, has }: Claim): string {
  const said = (verb: string, what: string | RegExp | undefined) =>
    what === undefined ? [] : [`${verb} ${what}`];
  return [
    ...said('define', define),
    ...said('define --validate', validate),
    ...said('it keeps', keeps),
    ...said('it drops', drops),
    ...said('start', start),
    ...said('QEMU gets', passes),
    ...said('QEMU does not get', withholds),
    ...said('QEMU has', has),
  ].join(', ');
}

/** What of the claim is not so. */
export function refute(claim: Claim, { validate, define, stored, start, argv, devices }: Verdict): string[] {
  const { keeps, drops, passes, withholds, has } = claim;
  return [
    ...differs('define', claim.define, define),
    ...(claim.validate === undefined ? [] : differs('define --validate', claim.validate, validate)),
    ...(claim.start === undefined || start === undefined ? [] : differs('start', claim.start, start)),
    ...(keeps?.test(stored) === false ? [`stored without ${keeps}: ${stored}`] : []),
    ...(drops?.test(stored) === true ? [`stored with ${drops}: ${stored}`] : []),
    ...(passes?.test(argv) === false ? [`QEMU does not get ${passes}: ${argv}`] : []),
    ...(withholds?.test(argv) === true ? [`QEMU gets ${withholds}: ${argv}`] : []),
    ...(has?.test(devices) === false ? [`QEMU has no ${has}: ${devices}`] : []),
  ];
}

function differs(what: string, claimed: 'accepts' | 'starts' | 'refuses' | RegExp, output: Output): string[] {
  const isSo =
    typeof claimed === 'string'
      ? (output.code !== 0) === (claimed === 'refuses')
      : output.code !== 0 && claimed.test(output.stderr);
  return isSo ? [] : [`${what} is not "${claimed}": exit ${output.code}, ${output.stderr.trim()}`];
}

/** Whether the severity is what the claim deserves: an error for what libvirt refuses, at the latest at start. */
export function deserves({ define, validate, start }: Claim, severity: Severity): boolean {
  const works = define === 'accepts' && (start === undefined || start === 'starts');
  if (severity === 'error') return !works || validate === 'refuses';
  return works;
}
