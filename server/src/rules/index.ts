import { aliasDropped } from './aliasDropped.ts';
import { bootOrderTwice } from './bootOrderTwice.ts';
import { bridgeWithoutSource } from './bridgeWithoutSource.ts';
import { characterDeviceWithoutSource } from './characterDeviceWithoutSource.ts';
import { controllerOptionsWithoutVirtioScsi } from './controllerOptionsWithoutVirtioScsi.ts';
import { cpuFeatureWithoutModel } from './cpuFeatureWithoutModel.ts';
import { cpuListUnreadable } from './cpuListUnreadable.ts';
import { cpusetIgnored } from './cpusetIgnored.ts';
import { cpuTopologyMismatch } from './cpuTopologyMismatch.ts';
import { cputuneOutOfRange } from './cputuneOutOfRange.ts';
import { currentMemoryExceedsMemory } from './currentMemoryExceedsMemory.ts';
import { currentMemoryWithoutBalloon } from './currentMemoryWithoutBalloon.ts';
import { currentVcpusExceedMaximum } from './currentVcpusExceedMaximum.ts';
import { decimalMemoryUnit } from './decimalMemoryUnit.ts';
import { diskFormatMismatch } from './diskFormatMismatch.ts';
import { diskOptionsWithoutVirtio } from './diskOptionsWithoutVirtio.ts';
import { diskQueueSizeOutOfRange } from './diskQueueSizeOutOfRange.ts';
import { diskWithoutSource } from './diskWithoutSource.ts';
import { domainNameAwkward } from './domainNameAwkward.ts';
import { domainNameRefused } from './domainNameRefused.ts';
import { driverOptionsWithoutVirtioModel } from './driverOptionsWithoutVirtioModel.ts';
import { duplicateAddress } from './duplicateAddress.ts';
import { duplicateAlias } from './duplicateAlias.ts';
import { duplicateBootOrder } from './duplicateBootOrder.ts';
import { duplicateChannel } from './duplicateChannel.ts';
import { duplicateController } from './duplicateController.ts';
import { duplicateCpuFeature } from './duplicateCpuFeature.ts';
import { duplicateDiskSource } from './duplicateDiskSource.ts';
import { duplicateDiskTarget } from './duplicateDiskTarget.ts';
import { duplicateDriver } from './duplicateDriver.ts';
import { duplicateGraphics } from './duplicateGraphics.ts';
import { duplicateInterfaceTarget } from './duplicateInterfaceTarget.ts';
import { duplicateIoThread } from './duplicateIoThread.ts';
import { duplicateMac } from './duplicateMac.ts';
import { duplicatePin } from './duplicatePin.ts';
import { duplicateSerialPort } from './duplicateSerialPort.ts';
import { filesystemTagTooLong } from './filesystemTagTooLong.ts';
import { graphicsPortDropped } from './graphicsPortDropped.ts';
import { guestAgentChannelName } from './guestAgentChannelName.ts';
import { hostPassthroughWithoutKvm } from './hostPassthroughWithoutKvm.ts';
import { ideOnQ35 } from './ideOnQ35.ts';
import { ioThreadsUnused } from './ioThreadsUnused.ts';
import { kernelOptionsWithoutKernel } from './kernelOptionsWithoutKernel.ts';
import { listenMismatch } from './listenMismatch.ts';
import { machineTypeCase } from './machineTypeCase.ts';
import { memoryDiffersFromNuma } from './memoryDiffersFromNuma.ts';
import { memoryHotplugImpossible } from './memoryHotplugImpossible.ts';
import { memoryUnitForgotten } from './memoryUnitForgotten.ts';
import { misplacedQueues } from './misplacedQueues.ts';
import { missingMemory } from './missingMemory.ts';
import { modelNotKnownAsVirtio } from './modelNotKnownAsVirtio.ts';
import { multiQueueAvailable } from './multiQueueAvailable.ts';
import { nativeIoWithHostCache } from './nativeIoWithHostCache.ts';
import { numaCellIds } from './numaCellIds.ts';
import { numaCellsOverlap } from './numaCellsOverlap.ts';
import { numaCpusExceedVcpus } from './numaCpusExceedVcpus.ts';
import { numaCpusLeftOver } from './numaCpusLeftOver.ts';
import { partitionAsTarget } from './partitionAsTarget.ts';
import { pciRootModel } from './pciRootModel.ts';
import { qemuCommandlineDropped } from './qemuCommandlineDropped.ts';
import { queuesExceedVcpus } from './queuesExceedVcpus.ts';
import { queuesNotANumber } from './queuesNotANumber.ts';
import { queuesOnUnsupportedInterface } from './queuesOnUnsupportedInterface.ts';
import { queuesOutOfRange } from './queuesOutOfRange.ts';
import { queuesWithoutVirtioModel } from './queuesWithoutVirtioModel.ts';
import { removableOnVirtio } from './removableOnVirtio.ts';
import { ringSizeOutOfRange } from './ringSizeOutOfRange.ts';
import type { Rule } from './rule.ts';
import { scsiControllerGuessed } from './scsiControllerGuessed.ts';
import { secureBootWithoutSmm } from './secureBootWithoutSmm.ts';
import { severalDefaultHugePages } from './severalDefaultHugePages.ts';
import { shareableFormat } from './shareableFormat.ts';
import { storageQueuesExceedVcpus } from './storageQueuesExceedVcpus.ts';
import { storageQueuesOutOfRange } from './storageQueuesOutOfRange.ts';
import { tabletOnPs2 } from './tabletOnPs2.ts';
import { targetNameReplaced } from './targetNameReplaced.ts';
import { targetNameTooLong } from './targetNameTooLong.ts';
import { tuningWithoutThread } from './tuningWithoutThread.ts';
import { txRingSizeWithoutEffect } from './txRingSizeWithoutEffect.ts';
import { uefiWithoutAcpi } from './uefiWithoutAcpi.ts';
import { unknownIoThread } from './unknownIoThread.ts';
import { unknownNumaCell } from './unknownNumaCell.ts';
import { unsupportedByDiskBus } from './unsupportedByDiskBus.ts';
import { unsupportedByInterfaceType } from './unsupportedByInterfaceType.ts';
import { usbDisabled } from './usbDisabled.ts';
import { vcpuListImpossible } from './vcpuListImpossible.ts';
import { vcpuListOverridesCurrent } from './vcpuListOverridesCurrent.ts';
import { vcpupinWithoutVcpu } from './vcpupinWithoutVcpu.ts';
import { vcpusNeedIommu } from './vcpusNeedIommu.ts';
import { vhostUserWithoutSharedMemory } from './vhostUserWithoutSharedMemory.ts';
import { vhostUserWithoutVirtioModel } from './vhostUserWithoutVirtioModel.ts';
import { vhostWithoutKvm } from './vhostWithoutKvm.ts';
import { vhostWithoutTap } from './vhostWithoutTap.ts';
import { videoConflict } from './videoConflict.ts';
import { virtiofsQueueSize } from './virtiofsQueueSize.ts';
import { virtiofsUnsupported } from './virtiofsUnsupported.ts';
import { vncPasswordTooLong } from './vncPasswordTooLong.ts';
import { vncPortOutOfRange } from './vncPortOutOfRange.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  queuesOutOfRange,
  queuesExceedVcpus,
  queuesNotANumber,
  queuesWithoutVirtioModel,
  queuesOnUnsupportedInterface,
  duplicateDriver,
  misplacedQueues,
  vhostWithoutKvm,
  multiQueueAvailable,
  currentVcpusExceedMaximum,
  vcpuListImpossible,
  vcpuListOverridesCurrent,
  cpuTopologyMismatch,
  cpusetIgnored,
  cpuListUnreadable,
  cputuneOutOfRange,
  vcpupinWithoutVcpu,
  duplicatePin,
  tuningWithoutThread,
  duplicateIoThread,
  numaCpusExceedVcpus,
  numaCellsOverlap,
  numaCpusLeftOver,
  numaCellIds,
  unknownNumaCell,
  memoryUnitForgotten,
  decimalMemoryUnit,
  currentMemoryExceedsMemory,
  memoryDiffersFromNuma,
  memoryHotplugImpossible,
  duplicateMac,
  duplicateInterfaceTarget,
  duplicateDiskTarget,
  duplicateDiskSource,
  duplicateAddress,
  duplicateAlias,
  aliasDropped,
  duplicateBootOrder,
  bootOrderTwice,
  duplicateChannel,
  guestAgentChannelName,
  duplicateGraphics,
  graphicsPortDropped,
  characterDeviceWithoutSource,
  diskWithoutSource,
  partitionAsTarget,
  ideOnQ35,
  removableOnVirtio,
  kernelOptionsWithoutKernel,
  uefiWithoutAcpi,
  machineTypeCase,
  hostPassthroughWithoutKvm,
  domainNameRefused,
  domainNameAwkward,
  driverOptionsWithoutVirtioModel,
  modelNotKnownAsVirtio,
  ringSizeOutOfRange,
  targetNameReplaced,
  targetNameTooLong,
  txRingSizeWithoutEffect,
  vhostUserWithoutSharedMemory,
  vhostUserWithoutVirtioModel,
  vhostWithoutTap,
  pciRootModel,
  duplicateController,
  usbDisabled,
  duplicateCpuFeature,
  cpuFeatureWithoutModel,
  secureBootWithoutSmm,
  qemuCommandlineDropped,
  videoConflict,
  vncPortOutOfRange,
  vncPasswordTooLong,
  listenMismatch,
  severalDefaultHugePages,
  duplicateSerialPort,
  missingMemory,
  bridgeWithoutSource,
  vcpusNeedIommu,
  shareableFormat,
  tabletOnPs2,
  currentMemoryWithoutBalloon,
  controllerOptionsWithoutVirtioScsi,
  diskFormatMismatch,
  diskOptionsWithoutVirtio,
  diskQueueSizeOutOfRange,
  filesystemTagTooLong,
  ioThreadsUnused,
  nativeIoWithHostCache,
  scsiControllerGuessed,
  storageQueuesExceedVcpus,
  storageQueuesOutOfRange,
  unknownIoThread,
  unsupportedByDiskBus,
  virtiofsQueueSize,
  virtiofsUnsupported,
  unsupportedByInterfaceType,
];
