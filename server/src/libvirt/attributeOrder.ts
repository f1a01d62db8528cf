import type { TextEdit } from '../xml/edit.ts';
import type { XmlDocument, XmlElement } from '../xml/tree.ts';

/**
 * The order in which libvirt prints attributes, as 274 documents that it printed show it (the recorded outputs of its
 * own tests): one order serves all elements but those of `exceptions`.
 */
const printed =
  `arch auto average bytes cellid chassis csum dev dumpCore enable enabled family gso id cpus iothreads machine managerid
  master memory order loadparm peak burst period policy pool protocol name present query readonly rendernode role rx_queue_size
  slave slots sockets dies cores start tap threads tickpolicy timeout tls transport tso4 tso6 ecn tx_queue_size typeid
  typeidversion instanceid ufo mrg_rxbuf uid fid user group value vcpu vcpus scheduler priority vhost volume mode host match
  check migratable nodeset placement current service type accessmode address cache controller copy_on_read cssid domain bus
  device error_policy file fmode dmode format engine index io iommu ats iothread cpuset job managed model display labelskip
  namespace network packed path offset persistent port hotplug ports prefix gateway ram ramfb rawio ready reg relabel
  rerror_policy size slot base function multifunction snapshot socket ssid devno stateless target count tlsPort autoport unit
  usage units uuid vectors ioeventfd event_idx queues version vram vgamem heads primary websocket listen defaultMode keymap
  passwd passwdValidTo connected wwpn xauth fullscreen`.split(/\s+/);

/** By element, or by parent and element. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  domain: ['type', 'id'],
  target: ['type', 'name'],
  redirdev: ['bus', 'type'],
  backend: ['model', 'type'],
  'interface/source': ['type', 'path', 'mode'],
  ip: ['address', 'family', 'prefix', 'peer'],
};

const places = placesOf(printed);
const placesOfExceptions = new Map(
  Object.entries(exceptions).map(([name, order]) => [name, placesOf([...order, ...without(printed, order)])]),
);

function placesOf(order: readonly string[]): ReadonlyMap<string, number> {
  return new Map(order.map((name, index) => [name, index]));
}

function without(order: readonly string[], names: readonly string[]): string[] {
  return order.filter((name) => !names.includes(name));
}

/** Edits that put the attributes into libvirt's order, each as it is written; those that libvirt does not print stay last. */
export function sortAttributes({ text }: XmlDocument, { name, attributes, parent }: XmlElement): TextEdit[] {
  const order = placesOfExceptions.get(`${parent?.name}/${name}`) ?? placesOfExceptions.get(name) ?? places;
  const place = (attribute: string) => order.get(attribute) ?? order.size;
  const sorted = [...attributes].sort((a, b) => place(a.name) - place(b.name));
  return attributes.flatMap(({ start, end }, index) => {
    const wanted = sorted[index];
    if (wanted === undefined || wanted.start === start) return [];
    return [{ start, end, newText: text.slice(wanted.start, wanted.end) }];
  });
}
