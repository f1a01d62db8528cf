/** How many are worked on at a time, and whether one that fails keeps the others from being begun. */
export interface Pace {
  readonly parallel: number;
  readonly keepGoing: boolean;
}

/**
 * Works on jobs in their order, so many at a time; after a failure no further one is begun unless told to keep going.
 *
 * @returns one result for each job, undefined for those that were not begun
 */
export async function workOnAll<Job, Result>(
  jobs: readonly Job[],
  { parallel, keepGoing }: Pace,
  work: (job: Job) => Promise<Result>,
  hasFailed: (result: Result) => boolean,
): Promise<(Result | undefined)[]> {
  const results: (Result | undefined)[] = jobs.map(() => undefined);
  let next = 0;
  let isStopped = false;
  const worker = async () => {
    while (next < jobs.length && !isStopped) {
      const at = next++;
      const result = await work(jobs[at] as Job);
      results[at] = result;
      isStopped ||= hasFailed(result) && !keepGoing;
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, jobs.length) }, worker));
  return results;
}
