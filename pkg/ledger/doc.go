// Package ledger keeps runs in one DynamoDB table. It knows the table's keys, items
// and conditional expressions; its methods take and return the types of package
// fanlight. docs/protocol.md has the rules that the comments cite.
//
// # Items and their writers
//
//	META        one per run            CreateRun, MarkRunning, OpenEpoch, OpenRound, MarkOffered, EndRun
//	DEFINITION  chunks of a digest     CreateRun, KeepFrozen
//	ORDER       at most one per run    CreateRun, KeepFrozen
//	PROGRESS    one per shard, epoch   CreateProgress, RecordStarts, ReplaceStart, SetWinners, MarkResent
//	RESULT      chunks of an attempt   PutResults
//	TIMES       one per report         PutTimes
//	DOCUMENT    one per epoch          CreateDocument, KeepDocument
//	SEND        one per round          TakeClaim, ReleaseClaim, ReturnClaim, EndRound, ClaimForCancel
//	DELIVERY    one per destination    SetDelivery
//
// # States of a run
//
//	CreateRun ──► dispatching ──MarkRunning──► running ──EndRun──► sent, partly_sent, unsent, cancelled
//	                  ▲                                                │
//	                  └──────────────────OpenEpoch◄────────────────────┘
//
// # Conditions
//
// A method that writes on a condition does not return an error when the condition
// is refused: it returns what is stored, and false. The SDK sends a request again
// whose answer was lost; a refusal whose item bears the writer's own token is
// reported as a success (rule G2). So each method may be called again with the
// same arguments.
package ledger
