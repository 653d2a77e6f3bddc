/** Tokens of one key: `perSecond` flow in, up to two seconds' worth are kept. Pure but for its own state. */
export interface Bucket {
  tokens: number;
  at: number;
}
const burstSeconds = 2;

export const fullBucket = (perSecond: number, now: number): Bucket => ({
  tokens: perSecond * burstSeconds,
  at: now,
});

/**
 * Takes `count` tokens and answers 0, or takes none and answers the seconds until they would be there. A request
 * larger than the bucket passes on a full one: it could never pass otherwise.
 */
export function take(bucket: Bucket, count: number, perSecond: number, now: number): number {
  const capacity = perSecond * burstSeconds;
  bucket.tokens = Math.min(capacity, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond);
  bucket.at = now;
  const needed = Math.min(count, capacity);
  if (bucket.tokens >= needed) {
    bucket.tokens -= count;
    return 0;
  }
  return Math.max(1, Math.ceil((needed - bucket.tokens) / perSecond));
}
