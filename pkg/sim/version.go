package sim

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/report"
)

// deployLayout0 writes a report's definition as a deployment before layout 1 does.
func (s *simulation) deployLayout0(r report.Report) {
	s.defined(r)
	s.putItem(item{
		"pk": text("REPORTS"), "sk": text(r.Name), "hash": text(r.Hash()), "definition": text(string(must(json.Marshal(r)))),
	})
}

// startOlder is the dispatcher of the version before, which another version replaces
// while it works, after any of its steps: META with the definition, PLAN, PROGRESS, the
// messages, META as running. What it leaves is in layout 0.
func (s *simulation) startOlder() {
	run := s.olderRun()
	if _, exists := s.oracle.Run(run.ID); exists {
		return
	}
	p := s.newProcess("older")
	p.seen = s.oracle.Began(p.name, 0)
	p.seen.Sees(run.ID, 1)
	steps := s.rng.IntN(5)
	s.writeAs(p, s.olderMeta(run, fanlight.Dispatching))
	if steps > 0 {
		s.putItem(item{
			"pk": text("RUN#" + string(run.ID)), "sk": text("PLAN#000"), "count": number(1),
			"data": bytesOf(zip(must(json.Marshal(run.Plan())))), "expires": number(run.Deadline.Add(91 * 24 * time.Hour).Unix()),
		})
	}
	if steps > 1 {
		s.writeAs(p, item{
			"pk": text(partition(run.ID, 1)), "sk": text("PROGRESS#00000"), "size": number(int64(fanlight.ShardLen(run.Total, 0))), "settled": number(0),
			"changed": number(s.Clock.now.UnixMilli()), "expires": number(run.Deadline.Add(91 * 24 * time.Hour).Unix()),
		})
	}
	if steps > 2 {
		s.sendOlder(run)
	}
	if steps > 3 && run.Total <= fanlight.ShardSize && run.Total > 0 {
		s.writeAs(p, s.olderMeta(run, fanlight.Running))
	}
}

// olderRun is the run of the deployed report as the version before freezes it.
func (s *simulation) olderRun() fanlight.Run {
	start, end := s.deployed.WindowAt(Due)
	return fanlight.Run{
		ID: RunID, Definition: s.deployed, Hash: s.deployed.Hash(), Total: len(s.deployed.Queries),
		Window:  fanlight.Window{Start: start, End: end},
		Created: s.Clock.now, Begun: s.Clock.now, Deadline: s.Clock.now.Add(time.Duration(s.deployed.Deadline)),
	}
}

func (s *simulation) olderMeta(run fanlight.Run, state fanlight.State) item {
	return item{
		"pk": text("RUN#" + string(run.ID)), "sk": text("META"), "definition": bytesOf(zip(must(json.Marshal(run.Definition)))),
		"hash": text(run.Hash), "window_start": number(run.Window.Start.UnixMilli()), "window_end": number(run.Window.End.UnixMilli()),
		"total": number(int64(run.Total)), "created": number(run.Created.UnixMilli()), "state": text(string(state)), "epoch": number(1), "round": number(1),
		"selection": text(string(fanlight.SelectAll)), "begun": number(run.Begun.UnixMilli()), "deadline": number(run.Deadline.UnixMilli()), "open": text(ledger.OpenValue),
	}
}

// sendOlder sends the messages, or as many as the version before came to.
func (s *simulation) sendOlder(run fanlight.Run) {
	s.queueChanges++
	q := queue.New(s.SQS, s.Names.QueryQueue, s.Clock)
	for _, query := range run.Plan() {
		run.Epoch = 1
		must(query, q.Send(context.Background(), ReportName, fanlight.NewQueryMessage(run, query).Body()))
	}
}

// writeAs writes an item as a process that the invariants watch.
func (s *simulation) writeAs(p *Process, it item) {
	s.putItem(it)
	s.oracle.Wrote(p.seen, it)
	if str(it, "sk") == "META" {
		s.note("ledger", "META", str(it, "state"))
	}
}

func (s *simulation) putItem(it item) {
	must(s.DynamoDB.PutItem(context.Background(), &dynamodb.PutItemInput{TableName: &s.Names.Table, Item: it}))
}

// makeNewer makes a run that was just created one of the version after, which was
// rolled back since: this version does not know its layout. Later that version is
// deployed again, for two of three seeds, as long as faults last.
func (s *simulation) makeNewer(p *Process, id fanlight.RunID) {
	s.newerRun = false
	s.oracle.Newer(id, p.seen, s.setLayout(id, ledger.Layout+1))
	if until := s.set.faultsUntil.Sub(s.Clock.now); until > 0 && s.rng.IntN(3) > 0 {
		s.after(s.upTo(until), func() {
			if _, exists := s.oracle.Run(id); exists {
				s.oracle.Newer(id, nil, s.setLayout(id, ledger.Layout))
			}
		})
	}
}

func (s *simulation) setLayout(id fanlight.RunID, layout int) item {
	s.note("world", "layout of "+string(id), strconv.Itoa(layout))
	out := must(s.DynamoDB.UpdateItem(context.Background(), &dynamodb.UpdateItemInput{
		TableName: &s.Names.Table, Key: item{"pk": text("RUN#" + string(id)), "sk": text("META")}, UpdateExpression: aws.String("SET layout = :layout"),
		ExpressionAttributeValues: item{":layout": number(int64(layout))}, ReturnValues: types.ReturnValueAllNew,
	}))
	return out.Attributes
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func number(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}

func bytesOf(b []byte) types.AttributeValue { return &types.AttributeValueMemberB{Value: b} }
