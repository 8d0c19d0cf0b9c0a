package localaws

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/localaws/journal"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// Entries of the journal that are not calls of the API.
const (
	callQueue    = "sqs.queue"
	callQuery    = "logs.query"
	callReturn   = "sqs.return"
	callAccepted = "lambda.accepted"
	callEnded    = "lambda.ended"
)

// kept is the journal of an account, and what a rewrite of it needs and the cores lack.
type kept struct {
	account   *Local
	journal   *journal.Journal
	rewritten int64 // bytes after the last rewrite, also of an earlier life, or at the last one that failed
	slack     int64 // rewriteSlack
	accepted  map[string]lambda.Accepted
	created   created
	last      time.Time // of the entries that were read
	failure   failure
}

// Keep makes the account that of a folder: it repeats what the folder's journal has, and from
// then on keeps every change there before it is answered. So what was answered is there after the end of
// the process, also by kill -9, for the next process that calls Keep. It returns the time of the last
// change, zero for a new folder.
//
// It must be called once, before the first request, after log groups were attached and before functions are
// registered. It returns an error if another process has the folder, or if the journal cannot be
// read. Results of queries are not kept: a query runs again when its result is asked for.
//
// While the disk is full, or fails, every call is answered with an error for which Unkept is true, and
// nothing is lost. Options.Report gets an error when that begins and one when it is over.
func (l *Local) Keep(folder string) (last time.Time, err error) {
	j, err := journal.Open(folder)
	if err != nil {
		return last, err
	}
	k := &kept{account: l, journal: j, accepted: map[string]lambda.Accepted{}, created: created{}, slack: rewriteSlack, failure: failure{folder: folder, report: l.report, now: l.time.now}}
	if err := k.load(); err != nil {
		return last, fmt.Errorf("%w; move the folder away to begin with an empty one, or use the version that wrote it", err)
	}
	l.server.Do(func() {
		l.kept, k.rewritten = k, j.Rewritten()
		l.server.Before(l.time.hold)
		l.server.After(k.rewrite)
		l.server.SetJournal(k)
	})
	return k.last, nil
}

// load repeats the entries of the journal, at their times.
func (k *kept) load() error {
	k.account.Do(func(Cores) { k.account.loading = true })
	err := k.journal.Read(k.repeat)
	var events []lambda.Accepted
	for _, a := range k.accepted {
		events = append(events, a)
	}
	k.account.lambda.Restore(events)
	k.account.Do(func(c Cores) {
		k.account.time.held = time.Time{}
		c.Logs.Sleep()
		k.account.loading = false
	})
	return err
}

func (k *kept) repeat(e journal.Entry) error {
	k.last = e.At
	k.account.Do(func(Cores) { k.account.time.held = e.At })
	switch e.Call {
	case callQueue:
		return restore(k, e, func(c Cores, q sqs.StoredQueue) error { return c.SQS.Restore(q) })
	case callQuery:
		return restore(k, e, func(c Cores, q logs.StoredQuery) error { return c.Logs.Restore(q) })
	case callReturn:
		return restore(k, e, func(c Cores, url string) error { c.SQS.Return(url); return nil })
	case callAccepted:
		return restore(k, e, func(_ Cores, a lambda.Accepted) error { k.accepted[a.RequestID] = a; return nil })
	case callEnded:
		return restore(k, e, func(_ Cores, id string) error { delete(k.accepted, id); return nil })
	}
	service, operation, _ := strings.Cut(e.Call, ".")
	call := wire.Call{Service: service, Operation: operation}
	err := k.account.server.Repeat(context.Background(), call, e.Body)
	k.created.again(call, e.Body)
	if err != nil && service == "logs" { // such as a setting of a log group that has no source now
		k.account.report(fmt.Errorf("read the data folder: %w", err))
		return nil
	}
	return err
}

// restore calls f with the body of an entry.
func restore[T any](k *kept, e journal.Entry, f func(Cores, T) error) (err error) {
	var body T
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return fmt.Errorf("read an entry %s: %w", e.Call, err)
	}
	k.account.Do(func(c Cores) { err = f(c, body) })
	return err
}

// Add implements wire.Journal.
func (k *kept) Add(call wire.Call, body []byte) {
	switch {
	case call.String() == "logs.StartQuery": // not again: the quota of queries holds for those that run
		k.add(callQuery, k.account.cores.Logs.Newest())
	case k.created.again(call, body):
	default:
		k.journal.Add(journal.Entry{Lasting: lasting(call), At: k.account.time.Now(), Call: call.String(), Body: body})
	}
}

// Kept implements wire.Journal.
func (k *kept) Kept() error { return k.failure.note(k.journal.Kept()) }

// lasting reports whether a call is not in what state returns. Such calls are few, or their effect
// is as large as they are.
func lasting(call wire.Call) bool {
	switch call.Service {
	case "dynamodb":
		return strings.HasSuffix(call.Operation, "Table")
	case "sqs":
		return strings.HasSuffix(call.Operation, "Queue") && call.Operation != "PurgeQueue" || call.Operation == "SetQueueAttributes"
	}
	return call.Operation != "StopQuery"
}

// add adds an entry that is not a call of the API, with the cores locked.
func (k *kept) add(call string, body any) { k.journal.Add(entry(k.account.time.Now(), call, body)) }

func entry(at time.Time, call string, body any) journal.Entry {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // types of this package's own
	}
	return journal.Entry{At: at, Call: call, Body: text}
}

// rewriteSlack is by how many bytes a journal may be larger than twice what it was after its last rewrite.
const rewriteSlack = 16 << 20

// rewrite replaces the journal by the state of the cores when it has become long. It is called
// with the cores locked. If it fails, because the disk has no room for both, the journal grows on
// until the next try.
func (k *kept) rewrite() {
	if size := k.journal.Size(); size < 2*k.rewritten+k.slack {
		return
	}
	if err := k.journal.Rewrite(k.state); err != nil {
		k.account.report(fmt.Errorf("make the journal of %d MB smaller, which needs room for a second one: %w; it grows until the next try", k.journal.Size()>>20, err))
	}
	k.rewritten = k.journal.Size()
}

// state calls add with entries that make the state of the cores, after the lasting ones.
func (k *kept) state(add func(journal.Entry) error) error {
	now, cores := k.account.time.Now(), k.account.cores
	put := func(call string, body any) error { return add(entry(now, call, body)) }
	if err := cores.DynamoDB.Items(func(in *dynamodb.PutItemInput) error { return call(add, now, "dynamodb.PutItem", in) }); err != nil {
		return err
	}
	if err := cores.SQS.Store(func(q sqs.StoredQueue) error { return put(callQueue, q) }); err != nil {
		return err
	}
	if err := cores.Logs.Store(func(q logs.StoredQuery) error { return put(callQuery, q) }); err != nil {
		return err
	}
	for _, a := range k.accepted {
		if err := put(callAccepted, a); err != nil {
			return err
		}
	}
	return nil
}

// call calls add with a call with an input of the SDK.
func call(add func(journal.Entry) error, at time.Time, name string, in smithy.Serializable) error {
	body, err := wire.Body(in)
	if err != nil {
		return fmt.Errorf("encode %s: %w", name, err)
	}
	return add(journal.Entry{At: at, Call: name, Body: body})
}

// accepted keeps an asynchronous invocation.
func (l *Local) accepted(a lambda.Accepted) {
	l.Do(func(Cores) {
		if l.kept != nil {
			l.kept.accepted[a.RequestID] = a
			l.kept.add(callAccepted, a)
		}
	})
}

func (l *Local) ended(requestID string) {
	l.Do(func(Cores) {
		if l.kept != nil {
			delete(l.kept.accepted, requestID)
			l.kept.add(callEnded, requestID)
		}
	})
}

// Return makes visible the messages of a queue that are in flight: their receivers have ended. It
// returns their number.
func (l *Local) Return(queueURL string) (n int) {
	l.Do(func(c Cores) {
		if n = c.SQS.Return(queueURL); n > 0 && l.kept != nil {
			l.kept.add(callReturn, queueURL)
		}
	})
	return n
}
