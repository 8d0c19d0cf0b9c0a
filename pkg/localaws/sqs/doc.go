// Package sqs is the stand-in for standard queues of Amazon SQS: queues in memory, with
// AWS's semantics, limits and errors.
//
// A [Core] has the operations CreateQueue, DeleteQueue, GetQueueUrl, ListQueues,
// GetQueueAttributes, SetQueueAttributes, PurgeQueue, SendMessage, SendMessageBatch, ReceiveMessage, DeleteMessage,
// DeleteMessageBatch, ChangeMessageVisibility and ChangeMessageVisibilityBatch, with the
// signatures of the SDK's client. It is not safe for concurrent use, never blocks, starts no
// goroutine and reads no clock except for the one that [New] gets. Package localaws serves it
// by the wire protocol, which also waits for long polls.
//
// # What is modelled
//
//   - delay, visibility timeout, retention, receipt handles and receive counts
//   - dead-letter queues: RedrivePolicy and RedriveAllowPolicy
//   - message attributes, and the digests that the SDK compares
//   - the limits on sizes, batches, delays and names
//   - what a standard queue may do at any time, if a test wants it: another order, and
//     messages that come again, and handles of earlier receives that work ([Hooks])
//
// Otherwise messages come in order and once per visibility timeout, and the counters called
// approximate are exact. Policy and SqsManagedSseEnabled are stored and have no effect.
//
// # What is refused
//
// FIFO queues, tags, keys of KMS, message system attributes and attributes with list values
// are refused with UnsupportedOperation, which names what is not implemented.
//
// # Sources
//
// The sources of limits, errors and rules are the Amazon SQS API reference, as the SDK has it
// (service/sqs), and the SQS developer guide (docs.aws.amazon.com/AWSSimpleQueueService/latest),
// unless a comment names another.
package sqs
