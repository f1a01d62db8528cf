import * as l10n from '@vscode/l10n';
import type { Guest } from '../host/guest.ts';
import type { GuestProblem } from './guestReport.ts';

/** What sets the channels again when the guest starts. */
export interface Kept {
  readonly by: 'NetworkManager' | 'systemd' | 'udev';
  /** The file written, or the connection changed. */
  readonly where: string;
}

/** Tells what there is in the guest that could do it, one `name=value` a line, for the interface `$1`. */
const look = `
if command -v nmcli > /dev/null 2>&1; then echo "connection=$(nmcli -g GENERAL.CON-UUID device show "$1" 2> /dev/null)"; fi
if [ -d /run/systemd/system ]; then echo "systemd=$(systemctl --version 2> /dev/null | head -n 1)"; fi
if command -v udevadm > /dev/null 2>&1; then echo "udev=$(udevadm info "/sys/class/net/$1" 2> /dev/null | sed -n 's/.*ID_NET_LINK_FILE=//p')"; fi
for file in /usr/sbin/ethtool /sbin/ethtool /usr/bin/ethtool; do if [ -x "$file" ]; then echo "ethtool=$file"; fi; done
for file in /usr/bin/google_set_multiqueue /usr/sbin/ecs_mq_rps_rfs; do if [ -e "$file" ]; then echo "other=$file"; fi; done
true`;

/** Whole or not at all: a half-written file could keep the guest's network from coming up. */
const write = 'mkdir -p "$(dirname "$1")" && printf "%s" "$2" > "$1.new" && mv "$1.new" "$1"';

/** The first systemd whose .link files know CombinedChannels=. */
const linkSince = 239;

/**
 * Makes an interface come up with so many channels whenever the guest starts, by what the guest has: NetworkManager where it
 * manages the interface and is new enough (1.46), else a .link file, else a udev rule.
 *
 * @throws AgentError, ExecError
 */
export async function keepChannels(
  device: string,
  mac: string,
  channels: number,
  guest: Guest,
  signal?: AbortSignal,
): Promise<Kept | GuestProblem> {
  const has = factsIn((await guest.run('sh', ['-c', look, 'sh', device], signal)).stdout);
  const [other] = has('other');
  if (other !== undefined) {
    return refused(
      l10n.t('{0} in the guest sets the channels at every start and would undo it: change it there.', other),
    );
  }
  const [connection = ''] = has('connection');
  if (/^[\da-f-]{36}$/.test(connection)) {
    const setting = ['connection', 'modify', connection, 'ethtool.channels-combined', String(channels)];
    const { code } = await guest.run('nmcli', setting, signal);
    if (code === 0) return { by: 'NetworkManager', where: connection };
  }
  const file = fileFor(mac, channels, has);
  if (file === undefined) {
    return refused(
      l10n.t(
        'The guest has neither NetworkManager nor udev to set them at its start: put "ethtool -L {0} combined {1}" where it configures its network.',
        device,
        channels,
      ),
    );
  }
  const { code, stderr } = await guest.run('sh', ['-c', write, 'sh', file.path, file.text], signal);
  return code === 0 ? { by: file.by, where: file.path } : refused(`${file.path}: ${stderr.trim()}`);
}

type Facts = (name: string) => string[];

function factsIn(output: string): Facts {
  return (name) =>
    output.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
}

function fileFor(
  mac: string,
  channels: number,
  has: Facts,
): { by: Kept['by']; path: string; text: string } | undefined {
  const [link] = has('udev');
  if (link === undefined) return undefined;
  const name = `virtqueue-${mac.replaceAll(':', '')}`;
  const linkPath = `/etc/systemd/network/70-${name}.link`;
  const version = Number(/^systemd (\d+)/.exec(has('systemd')[0] ?? '')?.[1] ?? 0);
  // The first .link file that matches is the only one: a person's own must not be put out of force.
  if (version >= linkSince && (link.endsWith('/99-default.link') || link === linkPath)) {
    return { by: 'systemd', path: linkPath, text: linkFile(mac, channels) };
  }
  const [ethtool] = has('ethtool');
  if (ethtool === undefined) return undefined;
  const path = `/etc/udev/rules.d/70-${name}.rules`;
  return { by: 'udev', path, text: udevRule(mac, channels, ethtool) };
}

/** The policies are those of 99-default.link, which this file takes the place of: the interface keeps its name. */
function linkFile(mac: string, channels: number): string {
  return `# Written by Virtqueue
[Match]
MACAddress=${mac}
Driver=virtio_net

[Link]
NamePolicy=keep kernel database onboard slot path
AlternativeNamesPolicy=database onboard slot path
MACAddressPolicy=persistent
CombinedChannels=${channels}
`;
}

function udevRule(mac: string, channels: number, ethtool: string): string {
  return `# Written by Virtqueue
ACTION=="add", SUBSYSTEM=="net", DRIVERS=="virtio_net", ATTR{address}=="${mac}", RUN+="${ethtool} -L $name combined ${channels}"
`;
}

function refused(message: string): GuestProblem {
  return { failure: 'not-kept', message };
}
