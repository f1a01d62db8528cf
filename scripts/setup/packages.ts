import type { DebianPackage } from './apt.ts';

/** A libvirt host with QEMU's own emulation, enough for `qemu:///system` on this machine. */
export const libvirtPackages: readonly DebianPackage[] = [
  { name: 'libvirt-daemon-system', why: 'runs the example VM' },
  { name: 'libvirt-clients', why: 'virsh' },
  { name: 'qemu-system-x86', why: 'the emulator behind the VM' },
  { name: 'tini', why: 'cleans up after libvirtd where it is started by hand' },
  { name: 'dnsmasq-base', why: "DHCP on libvirt's network 'default'" },
  { name: 'iptables', why: "NAT on libvirt's network 'default'" },
];

/** Part of QEMU's packages up to Debian 12. */
export const virtiofsdPackage: DebianPackage = {
  name: 'virtiofsd',
  why: 'shows this machine to the KVM host in a box',
};

export const diskPackage: DebianPackage = {
  name: 'e2fsprogs',
  why: 'makes the disk of the Debian test guest',
};

export const sshPackages: readonly DebianPackage[] = [
  { name: 'openssh-client', why: 'ssh to the test host' },
  { name: 'openssh-server', why: 'the test host, on 127.0.0.1 only', service: true },
  { name: 'libpam-oath', why: 'the test host asks for one-time codes' },
];

export const ansiblePackages: readonly DebianPackage[] = [
  { name: 'ansible-core', why: 'runs the playbook that virtqueue ansible writes' },
];

export const schemaPackages: readonly DebianPackage[] = [
  { name: 'libvirt0', why: "libvirt's schemas" },
  { name: 'libxml2-utils', why: "checks the examples against libvirt's schema" },
];

const nativeModules = "builds code-server's native modules";

/** code-server compiles its native modules when it is installed. */
export const codeServerPackages: readonly DebianPackage[] = [
  { name: 'python3', why: nativeModules },
  { name: 'make', why: nativeModules },
  { name: 'g++', why: nativeModules },
  { name: 'libkrb5-dev', why: nativeModules },
];

const otherEditors = 'other editors speak to the language server';

export const editorPackages: readonly DebianPackage[] = [
  { name: 'neovim', why: otherEditors },
  { name: 'emacs-nox', why: otherEditors },
  { name: 'elpa-eglot', why: otherEditors },
];

export const browserPackage: DebianPackage = {
  name: 'chromium',
  why: 'shows the workbench to the editor tests',
};
