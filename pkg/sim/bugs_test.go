package sim

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
)

// killing lets many reporters die, refusing and waiting let many deliveries be
// refused: some bugs need that to show.
func killing(o Options) Options  { o.often = []Fault{CrashBefore, CrashAfter}; return o }
func refusing(o Options) Options { o.often = []Fault{DeliveryRetry}; return o }
func losing(o Options) Options {
	o.often, o.tuned = []Fault{LostMessage, QuerySlow}, holding
	return o
}
func waiting(o Options) Options { o.often = []Fault{DeliveryWait}; return o }

// holding lets workers hold queries for long, and what is lost be sent again before the deadline.
func holding(s *settings) {
	s.deadline, s.faultsUntil, s.queryTime, s.patience = 30*time.Minute, Due.Add(5*time.Minute), 10*time.Second, 2*time.Second
	s.work = worker.Settings{Slots: 12, DrainAfter: 10 * time.Minute}
	s.sweep.Quiet = 2 * time.Minute
}

// replacedIn replaces a text in the expressions of updates.
func replacedIn(from, to string) plantedBug {
	return func(_ *Process, in any) change {
		if u, ok := in.(*dynamodb.UpdateItemInput); ok {
			text := strings.ReplaceAll(*u.UpdateExpression, from, to)
			u.UpdateExpression = &text
			if u.ConditionExpression != nil {
				when := strings.ReplaceAll(*u.ConditionExpression, from, to)
				u.ConditionExpression = &when
			}
		}
		return unchanged
	}
}

func uncounting(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.Contains(*u.UpdateExpression, "released = fence") {
		u.ExpressionAttributeValues[":tries"] = &types.AttributeValueMemberN{Value: "0"}
	}
	return unchanged
}

// recording reports whether a call writes a delivery record.
func recording(in any) (*dynamodb.UpdateItemInput, bool) {
	u, ok := in.(*dynamodb.UpdateItemInput)
	return u, ok && strings.Contains(*u.UpdateExpression, "receipt = :receipt")
}

func triedOnce(p *Process, in any) change {
	if u, ok := recording(in); ok && strings.HasPrefix(p.name, "reporter") {
		u.ExpressionAttributeValues[":tries"] = &types.AttributeValueMemberN{Value: "1"}
	}
	return replacedIn("tries, :zero) + :one", "tries, :zero) + :zero")(p, in)
}

// partless keeps the number of accepted parts at none until the last one.
func partless(_ *Process, in any) change {
	if u, ok := recording(in); ok && str(u.ExpressionAttributeValues, ":state") != "sent" {
		u.ExpressionAttributeValues[":parts"] = &types.AttributeValueMemberN{Value: "0"}
	}
	return unchanged
}

func waitCounts(p *Process, in any) change {
	if u, ok := recording(in); ok && str(u.ExpressionAttributeValues, ":state") == "waiting" {
		u.ExpressionAttributeValues[":tries"] = &types.AttributeValueMemberN{Value: "5"}
	}
	return unchanged
}

func allHeld(p *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.HasPrefix(*u.UpdateExpression, "SET h") {
		text := *u.UpdateExpression + ", changed = :changed"
		u.UpdateExpression = &text
		u.ExpressionAttributeValues[":changed"] = &types.AttributeValueMemberN{Value: strconv.FormatInt(p.now().UnixMilli(), 10)}
	}
	return unchanged
}

func impatient(_ *Process, in any) change {
	if u, ok := recording(in); ok {
		u.ExpressionAttributeValues[":notBefore"] = &types.AttributeValueMemberN{Value: "0"}
	}
	return unchanged
}

// patient gives a claim back for as long as the most patient destination waits.
func patient(p *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.Contains(*u.UpdateExpression, "released = fence") {
		until := p.now().Add(time.Hour)
		u.ExpressionAttributeValues[":until"] = &types.AttributeValueMemberN{Value: strconv.FormatInt(until.UnixMilli(), 10)}
	}
	return unchanged
}

// unended lets a dispatcher leave the records that it ends as waiting.
func unended(p *Process, in any) change {
	if u, ok := recording(in); ok && strings.HasPrefix(p.name, "dispatcher") {
		u.ExpressionAttributeValues[":state"] = &types.AttributeValueMemberS{Value: "waiting"}
	}
	return unchanged
}

func wokenAnyway(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.HasPrefix(*u.UpdateExpression, "SET lease = :over") {
		when := "attribute_not_exists(#state) AND attribute_exists(lease)"
		u.ConditionExpression = &when
	}
	return unchanged
}

func loosely(_ *Process, in any) change {
	if get, ok := in.(*dynamodb.GetItemInput); ok {
		get.ConsistentRead = nil
	}
	return unchanged
}

func planted(b plantedBug) Options { return Options{Queries: Few, bug: b} }

func slowly(o Options) Options {
	o.slow = true
	return o
}

// unconditional strips the condition of the updates whose expression holds a text.
func unconditional(text string) plantedBug {
	return func(_ *Process, in any) change {
		if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.Contains(*u.UpdateExpression, text) {
			u.ConditionExpression, u.ReturnValuesOnConditionCheckFailure = nil, ""
			dropUnused(u)
		}
		return unchanged
	}
}

// dropUnused removes the values and names that only the condition used: DynamoDB refuses them.
func dropUnused(u *dynamodb.UpdateItemInput) {
	used := func(name string) bool {
		text := *u.UpdateExpression
		if u.ConditionExpression != nil {
			text += " " + *u.ConditionExpression
		}
		return slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,()+=<", r) }), name)
	}
	for name := range u.ExpressionAttributeValues {
		if !used(name) {
			delete(u.ExpressionAttributeValues, name)
		}
	}
	for name := range u.ExpressionAttributeNames {
		if !used(name) {
			delete(u.ExpressionAttributeNames, name)
		}
	}
}

// created strips the condition of the items whose sort key begins with a text.
func created(prefix string) plantedBug {
	return func(_ *Process, in any) change {
		if put, ok := in.(*dynamodb.PutItemInput); ok && strings.HasPrefix(str(put.Item, "sk"), prefix) {
			put.ConditionExpression, put.ReturnValuesOnConditionCheckFailure = nil, ""
		}
		return unchanged
	}
}

// unstored leaves out the definitions or the sending orders that META names.
func unstored(partition string) plantedBug {
	return func(_ *Process, in any) change {
		put, ok := in.(*dynamodb.PutItemInput)
		if !ok || !strings.HasPrefix(str(put.Item, "pk"), partition) {
			return unchanged
		}
		if sk := str(put.Item, "sk"); strings.HasPrefix(sk, "CHUNK#") || strings.HasPrefix(sk, "ORDER#") {
			return skipped
		}
		return unchanged
	}
}

func unannounced(p *Process, in any) change {
	if s, ok := in.(*sqs.SendMessageBatchInput); ok && *s.QueueUrl == p.d.Names.ReportQueue && strings.HasPrefix(p.name, "worker") {
		return skipped
	}
	return unchanged
}

func resultless(p *Process, in any) change {
	if _, ok := in.(*dynamodb.BatchWriteItemInput); ok && strings.HasPrefix(p.name, "worker") {
		return skipped
	}
	return unchanged
}

func messageless(_ *Process, in any) change {
	if put, ok := in.(*dynamodb.PutItemInput); ok && strings.HasPrefix(str(put.Item, "sk"), "MESSAGE#") {
		return skipped
	}
	return unchanged
}

func leaseless(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.Contains(*u.UpdateExpression, "lease = :lease") {
		when := "attribute_not_exists(#state)"
		u.ConditionExpression = &when
		dropUnused(u)
	}
	return unchanged
}

func forever(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.Contains(*u.UpdateExpression, "lease = :lease") {
		u.ExpressionAttributeValues[":lease"] = &types.AttributeValueMemberN{Value: "9999999999999"}
	}
	return unchanged
}

// replacing makes q0 = if_not_exists(q0, :q0) into q0 = :q0.
func replacing(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.Contains(*u.UpdateExpression, "if_not_exists(q") {
		text := strings.NewReplacer("if_not_exists(q0, :q0)", ":q0", "if_not_exists(q1, :q1)", ":q1", "if_not_exists(q2, :q2)", ":q2").
			Replace(*u.UpdateExpression)
		u.UpdateExpression = &text
	}
	return unchanged
}

func restarted(_ *Process, in any) change {
	if _, ok := in.(*cloudwatchlogs.StartQueryInput); ok {
		return doubled
	}
	return unchanged
}

func failing(p *Process, in any) change {
	for _, r := range resultsOf(p, in) {
		if it := r.PutRequest.Item; str(it, "outcome") == "ok" {
			it["outcome"] = &types.AttributeValueMemberS{Value: "failed"}
		}
	}
	return unchanged
}

// widened lets a resend's destinations be all.
func widened(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && u.ExpressionAttributeValues[":set"] != nil {
		u.ExpressionAttributeValues[":set"] = &types.AttributeValueMemberB{Value: []byte{3}}
	}
	return unchanged
}

func eternal(_ *Process, in any) change {
	if put, ok := in.(*dynamodb.PutItemInput); ok && strings.HasPrefix(str(put.Item, "sk"), "DOCUMENT#") {
		delete(put.Item, "expires")
	}
	return unchanged
}

// resultsOf returns the items of results that a worker writes.
func resultsOf(p *Process, in any) (all []types.WriteRequest) {
	if b, ok := in.(*dynamodb.BatchWriteItemInput); ok && strings.HasPrefix(p.name, "worker") {
		all = b.RequestItems[p.d.Names.Table]
	}
	return all
}

func piecemeal(p *Process, in any) change {
	if all := resultsOf(p, in); len(all) == 1 && num(all[0].PutRequest.Item, "count") == 0 {
		return skipped
	}
	return unchanged
}

func headless(p *Process, in any) change {
	for _, r := range resultsOf(p, in) {
		if num(r.PutRequest.Item, "row_count") > 1 {
			delete(r.PutRequest.Item, "rows")
		}
	}
	return unchanged
}

// leaping moves a backfill a day too far.
func leaping(p *Process, in any) change {
	if it := backfillItem(in); it != nil && strings.HasPrefix(p.name, "janitor") {
		it["next"] = &types.AttributeValueMemberN{Value: strconv.Itoa(num(it, "next") + int(24*time.Hour/time.Millisecond))}
	}
	return unchanged
}

// note returns the values of an update of a janitor's note, or nil.
func note(in any) item {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && str(u.Key, "pk") == "WATCHES" {
		return u.ExpressionAttributeValues
	}
	return nil
}

func hurried(_ *Process, in any) change {
	if values := note(in); values != nil {
		values[":checked"] = &types.AttributeValueMemberN{Value: strconv.Itoa(num(values, ":checked") + int(time.Hour/time.Millisecond))}
	}
	return unchanged
}

func outliving(_ *Process, in any) change {
	if values := note(in); values != nil && str(values, ":schedule") == "" {
		return skipped
	}
	return unchanged
}

// offRecord leaves out estimates.
func offRecord(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.HasPrefix(str(u.Key, "sk"), "ESTIMATE#") {
		return skipped
	}
	return unchanged
}

var budgetKey = regexp.MustCompile(`"budget":[^,]*,`)

// unbudgeted sends queries without the budget of their run.
func unbudgeted(_ *Process, in any) change {
	if s, ok := in.(*sqs.SendMessageBatchInput); ok {
		for i, e := range s.Entries {
			body := budgetKey.ReplaceAllString(*e.MessageBody, "")
			s.Entries[i].MessageBody = &body
		}
	}
	return unchanged
}

// endless lets a note hold a schedule without its last day.
func endless(_ *Process, in any) change {
	if values := note(in); values != nil {
		schedule, _, _ := strings.Cut(str(values, ":schedule"), " until ")
		values[":schedule"] = &types.AttributeValueMemberS{Value: schedule}
	}
	return unchanged
}

func second(p *Process, in any) change {
	if put, ok := in.(*dynamodb.PutItemInput); ok && str(put.Item, "sk") == "META" && strings.HasPrefix(p.name, "janitor") {
		put.Item["pk"] = &types.AttributeValueMemberS{Value: strings.Replace(str(put.Item, "pk"), ":00Z", ":30Z", 1)}
	}
	return unchanged
}

func unmarked(_ *Process, in any) change {
	if s, ok := in.(*cloudwatchlogs.StartQueryInput); ok {
		text := strings.TrimSuffix(*s.QueryString, " "+stackName)
		s.QueryString = &text
	}
	return unchanged
}

// oldest reads the figures of the first editions.
func oldest(_ *Process, in any) change {
	if q, ok := in.(*dynamodb.QueryInput); ok && q.Limit != nil {
		q.ScanIndexForward = nil
	}
	return unchanged
}

func shifted(_ *Process, in any) change {
	if put, ok := in.(*dynamodb.PutItemInput); ok && strings.HasPrefix(str(put.Item, "pk"), "FIGURES#") {
		put.Item["sk"] = &types.AttributeValueMemberS{Value: strings.Replace(str(put.Item, "sk"), "T", "T1", 1)}
	}
	return unchanged
}

// forgetful finds no document of an earlier epoch.
func forgetful(p *Process, in any) change {
	get, ok := in.(*dynamodb.GetItemInput)
	if !ok || !strings.HasPrefix(str(get.Key, "sk"), "DOCUMENT#") {
		return unchanged
	}
	run, _ := p.d.observer.(witness).s.oracle.Run(fanlight.RunID(strings.TrimPrefix(str(get.Key, "pk"), "RUN#")))
	if str(get.Key, "sk") != fmt.Sprintf("DOCUMENT#%d", run.Epoch) {
		get.Key["sk"] = &types.AttributeValueMemberS{Value: "DOCUMENT#0"}
	}
	return unchanged
}

// moved creates a correction for a window that is a minute later.
func moved(_ *Process, in any) change {
	put, ok := in.(*dynamodb.PutItemInput)
	if !ok || str(put.Item, "sk") != "META" || !strings.Contains(str(put.Item, "pk"), "+fix-") {
		return unchanged
	}
	for _, name := range []string{"window_start", "window_end"} {
		put.Item[name] = &types.AttributeValueMemberN{Value: strconv.Itoa(num(put.Item, name) + 60_000)}
	}
	return unchanged
}

// strange finds no document of the edition that a correction corrects.
func strange(p *Process, in any) change {
	get, ok := in.(*dynamodb.GetItemInput)
	if !ok || !strings.HasPrefix(str(get.Key, "sk"), "DOCUMENT#") {
		return unchanged
	}
	if edition, is := p.seen.AskedFor().Corrects(); is && str(get.Key, "pk") == "RUN#"+string(edition) {
		get.Key["sk"] = &types.AttributeValueMemberS{Value: "DOCUMENT#0"}
	}
	return unchanged
}

func mislabelled(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && str(u.ExpressionAttributeValues, ":state") == string(fanlight.Skipped) {
		u.ExpressionAttributeValues[":state"] = &types.AttributeValueMemberS{Value: string(fanlight.Sent)}
	}
	return unchanged
}

func figureless(_ *Process, in any) change {
	if put, ok := in.(*dynamodb.PutItemInput); ok && strings.HasPrefix(str(put.Item, "pk"), "FIGURES#") {
		return skipped
	}
	return unchanged
}

// metaLater creates a run with another time.
func metaLater(name string, by time.Duration) plantedBug {
	return func(_ *Process, in any) change {
		if put, ok := in.(*dynamodb.PutItemInput); ok && str(put.Item, "sk") == "META" {
			put.Item[name] = number(int64(num(put.Item, name)) + by.Milliseconds())
		}
		return unchanged
	}
}

func longer(_ *Process, in any) change {
	if s, ok := in.(*cloudwatchlogs.StartQueryInput); ok {
		end := *s.EndTime + 1
		s.EndTime = &end
	}
	return unchanged
}

func emptied(p *Process, in any) change {
	for _, r := range resultsOf(p, in) {
		if it := r.PutRequest.Item; str(it, "outcome") == "ok" {
			it["outcome"] = text("empty")
		}
	}
	return unchanged
}

func eternalResult(p *Process, in any) change {
	for _, r := range resultsOf(p, in) {
		delete(r.PutRequest.Item, "expires")
	}
	return unchanged
}

// shortLived gives a claim, which may be one of a round that begins late, a day less.
func shortLived(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.Contains(*u.UpdateExpression, "lease = :lease") && u.ExpressionAttributeValues[":expires"] != nil {
		u.ExpressionAttributeValues[":expires"] = number(int64(num(u.ExpressionAttributeValues, ":expires")) - 24*60*60)
	}
	return unchanged
}

func overestimated(_ *Process, in any) change {
	if u, ok := in.(*dynamodb.UpdateItemInput); ok && strings.HasPrefix(str(u.Key, "sk"), "ESTIMATE#") {
		u.ExpressionAttributeValues[":bytes"] = number(2*int64(num(u.ExpressionAttributeValues, ":bytes")) + 1)
	}
	return unchanged
}
