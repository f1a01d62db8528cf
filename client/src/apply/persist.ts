import * as l10n from '@vscode/l10n';
import type { Guest } from '../host/guest.ts';
import type { GuestProblem } from './guestReport.ts';

/** What sets the channels again when the guest starts. */
export interface Kept {
  readonly by: 'NetworkManager' | 'systemd' | 'udev';
  /** The file written, or the connection changed. */
  readonly where: string;
}

/**
 * Tells what there is in the guest that could do it, one `name=value` a line, for the interface `$1` and the files of ours
 * after it. NetworkManager also has a connection for what others have set up ("externally"): to change it would make it
 * NetworkManager's own, with the address of the day and without autoconnect. `link` is what 99-default.link does.
 */
const look = `
device=$1; shift
if command -v nmcli > /dev/null 2>&1; then
  nm-online --quiet --exit --wait-for-startup --timeout=10 2> /dev/null
  case "$(nmcli -g GENERAL.STATE device show "$device" 2> /dev/null)" in
    *externally*) ;;
    *) echo "connection=$(nmcli -g GENERAL.CON-UUID device show "$device" 2> /dev/null)" ;;
  esac
fi
if [ -d /run/systemd/system ]; then echo "systemd=$(systemctl --version 2> /dev/null | head -n 1)"; fi
if command -v udevadm > /dev/null 2>&1; then
  echo "udev=$(udevadm info "/sys/class/net/$device" 2> /dev/null | sed -n 's/.*ID_NET_LINK_FILE=//p')"
fi
default=
for folder in /etc /run /usr/local/lib /usr/lib /lib; do
  file=$folder/systemd/network/99-default.link
  if [ -d "$file.d" ]; then echo "dropins=$file.d"; fi
  if [ -z "$default" ] && [ -e "$file" ]; then
    default=$file
    sed '1,/^\\[Link\\]/d; /^[#;]/d; /^$/d; s/^/link=/' "$file"
  fi
done
for file in /usr/sbin/ethtool /sbin/ethtool /usr/bin/ethtool; do if [ -x "$file" ]; then echo "ethtool=$file"; fi; done
for file in /usr/bin/google_set_multiqueue /usr/sbin/ecs_mq_rps_rfs; do if [ -e "$file" ]; then echo "other=$file"; fi; done
for file; do if [ -e "$file" ]; then echo "ours=$file"; fi; done
true`;

/** Whole or not at all: a half-written file could keep the guest's network from coming up. */
const write = 'mkdir -p "$(dirname "$1")" && printf "%s" "$2" > "$1.new" && mv "$1.new" "$1"';

/** For a guest that is turned off by force a moment later: a file system keeps to itself for seconds what it was told. */
const finish = 'rm -f -- "$@"; sync -f /etc 2> /dev/null || sync';

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
  const paths = pathsFor(mac);
  const has = factsIn(
    (await guest.run('sh', ['-c', look, 'sh', device, ...Object.values(paths)], signal)).stdout,
  );
  const [other] = has('other');
  if (other !== undefined) {
    return refused(
      l10n.t('{0} in the guest sets the channels at every start and would undo it: change it there.', other),
    );
  }
  const kept =
    (await keepByNetworkManager(channels, has, guest, signal)) ??
    (await keepByFile(fileFor(mac, channels, has), guest, signal)) ??
    refused(
      l10n.t(
        'The guest has neither NetworkManager nor udev to set them at its start: put "ethtool -L {0} combined {1}" where it configures its network.',
        device,
        channels,
      ),
    );
  if ('failure' in kept) return kept;
  const outdated = has('ours').filter((path) => path !== kept.where);
  await guest.run('sh', ['-c', finish, 'sh', ...outdated], signal);
  return kept;
}

async function keepByNetworkManager(
  channels: number,
  has: Facts,
  guest: Guest,
  signal?: AbortSignal,
): Promise<Kept | undefined> {
  const [connection = ''] = has('connection');
  if (!/^[\da-f-]{36}$/.test(connection)) return undefined;
  const setting = ['connection', 'modify', connection, 'ethtool.channels-combined', String(channels)];
  const { code } = await guest.run('nmcli', setting, signal);
  return code === 0 ? { by: 'NetworkManager', where: connection } : undefined;
}

async function keepByFile(
  file: OurFile | undefined,
  guest: Guest,
  signal?: AbortSignal,
): Promise<Kept | GuestProblem | undefined> {
  if (file === undefined) return undefined;
  const { code, stderr } = await guest.run('sh', ['-c', write, 'sh', file.path, file.text], signal);
  return code === 0 ? { by: file.by, where: file.path } : refused(`${file.path}: ${stderr.trim()}`);
}

type Facts = (name: string) => string[];

function factsIn(output: string): Facts {
  return (name) =>
    output.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
}

interface OurFile {
  readonly by: Kept['by'];
  readonly path: string;
  readonly text: string;
}

function pathsFor(mac: string): { readonly link: string; readonly rule: string } {
  const name = `virtqueue-${mac.replaceAll(':', '')}`;
  return {
    link: `/etc/systemd/network/70-${name}.link`,
    // Since 243, systemd's udev puts in $name while it reads a rule; 80-net-setup-link.rules gives the interface its name.
    rule: `/etc/udev/rules.d/90-${name}.rules`,
  };
}

function fileFor(mac: string, channels: number, has: Facts): OurFile | undefined {
  const [inForce] = has('udev');
  if (inForce === undefined) return undefined;
  const { link, rule } = pathsFor(mac);
  const version = Number(/^systemd (\d+)/.exec(has('systemd')[0] ?? '')?.[1] ?? 0);
  // The first .link file that matches is the only one: a person's own must not be put out of force.
  const isOurs = inForce === link || (inForce.endsWith('/99-default.link') && has('dropins').length === 0);
  if (version >= linkSince && isOurs) {
    return { by: 'systemd', path: link, text: linkFile(mac, channels, has('link')) };
  }
  const [ethtool] = has('ethtool');
  return ethtool === undefined
    ? undefined
    : { by: 'udev', path: rule, text: udevRule(mac, channels, ethtool) };
}

/** It takes the place of 99-default.link and does what that does, so that the interface keeps its names. */
function linkFile(mac: string, channels: number, byDefault: readonly string[]): string {
  const others = byDefault.filter((line) => !line.startsWith('CombinedChannels='));
  return `${[
    '# Written by Virtqueue',
    '[Match]',
    `MACAddress=${mac}`,
    'Driver=virtio_net',
    '',
    '[Link]',
    ...others,
    `CombinedChannels=${channels}`,
  ].join('\n')}\n`;
}

function udevRule(mac: string, channels: number, ethtool: string): string {
  return `# Written by Virtqueue
ACTION=="add", SUBSYSTEM=="net", DRIVERS=="virtio_net", ATTR{address}=="${mac}", RUN+="${ethtool} -L $name combined ${channels}"
`;
}

function refused(message: string): GuestProblem {
  return { failure: 'not-kept', message };
}
