/**
 * One action on many people: chosen rows, or everybody whom a filter of the list matches.
 *
 * A job gathers its people once, when it begins (`bulk_job_people`), and works them off in portions, each in a
 * transaction of its own with the progress in it: killed at any moment, it goes on where it was, and nobody is done
 * twice. It can be cancelled between two portions. What it changed of each person is kept, so that tags and fields can be
 * put back (`undoBulk`, itself a job); consent cannot be undone, it can only be changed again.
 *
 * Consent: a marketer may not bring back who left. `subscribe` leaves unsubscribed people as they are and counts them as
 * refused.
 */
export { cancelBulk, startBulk, undoBulk } from "./commands";
export { bulkRequested, bulkRequestedData } from "./events";
export { type BulkJobView, getBulkJob, listBulkJobs } from "./queries";
export { announceStalled, failBulk, runBulk } from "./run";
