/** How the pieces of an editor test run find each other: environment variables, inherited down to the extension host. */

/** The address where the launcher takes the calls of `driver`. */
export const driverVariable = 'VIRTQUEUE_DRIVER';
/** The file where the extension host leaves its `Tally`. */
export const resultsVariable = 'VIRTQUEUE_RESULTS';
/** Why there is no libvirt to apply to; not set where there is one. */
export const noLabVariable = 'VIRTQUEUE_NO_LAB';
