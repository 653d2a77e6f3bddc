/**
 * The message bus: queues of RabbitMQ that are read all the time.
 *
 * Delivered at least once, applied once: the id of a message is kept in the transaction of its effect, and the message is
 * acknowledged after that transaction has committed. The id is `message_id`, or the body's `id`, or the hash of the body.
 * Messages are taken in batches (as many as have arrived, `prefetch` at most) and applied by set statements; the order of
 * one person's messages stays. One consumer per queue, `exclusive`: a second process waits and takes over.
 *
 * A message that cannot be read or applied is refused alone: kept with its reason in `rejected_inputs` (door `bus`) and
 * handed to the queue's dead letter exchange, if it has one. It can be replayed by the rules as they are then. A message
 * whose handling ends the process goes alone from its second return, and is set aside after the fifth.
 *
 * Types, records and rules: docs/integrators/bus.md. Nothing is published, no queue is declared.
 */
export {
  createBusConnection,
  deleteBusConnection,
  replayBusRejects,
  setBusConnectionActive,
  updateBusConnection,
} from "./commands";
export { handleBatch } from "./handle-batch";
export { startBus } from "./loop";
export { pruneBus } from "./prune";
export { type ConnectionView, getBusConnection, listBusConnections, tryBusMessage } from "./queries";
