// Package wire serves the cores of the stand-in by the wire protocols of AWS: it decodes
// requests, holds the lock on the cores, waits for long polls, encodes answers, and can make calls
// fail.
//
// Package localaws puts a [Server] together. Its users need the types of its hooks only: [Call],
// [Fault] and [Entry], and [Key].
//
// # What is modelled
//
//   - the AWS JSON protocols 1.0 (DynamoDB, SQS) and 1.1 (CloudWatch Logs), and Invoke of Lambda's
//     REST protocol, as SDKs of since November 2023 use them
//   - errors with the type, code and status by which SDKs recognise them, checksums of DynamoDB, and
//     the error codes of SQS's older query protocol
//   - long polls: ReceiveMessage waits for up to WaitTimeSeconds by the cores' clock
//   - faults: delays, throttling, server errors, and answers that are lost after the operation had its
//     effect
//
// # What is refused
//
// A [Port] refuses requests to another host than this machine, requests of pages in a browser, and, if it
// has a [Key], requests that are not signed with it. A [Server] does not look at signatures. A member that an operation's input does not have is a
// ValidationException that names it. An operation or a service that is not implemented is the error
// NotImplemented with HTTP status 501. SQS's query protocol is not implemented.
//
// # Sources
//
// The protocols are those of the Smithy specification (smithy.io/2.0/aws/protocols) and of the
// requests and answers of the SDK. FANLIGHT_SQS_ENDPOINT makes the tests compare the server with
// another SQS.
package wire
