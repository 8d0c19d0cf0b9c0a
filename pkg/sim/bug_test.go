package sim

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// bugBudget is the number of seeds in which a planted bug must be found.
const bugBudget = 10_000

// plantedBugs are bugs planted at the seam, and the invariants that may find them.
var plantedBugs = []struct {
	bug   string
	found []Rule
	Options
}{
	{"winners are set without a condition", []Rule{"S2", "first"}, planted(unconditional("ADD settled"))},
	{"a worker acknowledges without announcing", []Rule{"G3"}, planted(unannounced)},
	{"a winner is set before its result is there", []Rule{"S1"}, planted(resultless)},
	{"a delivery record is written without a condition", []Rule{"R4", "deliveries"}, slowly(planted(unconditional("receipt = :receipt")))},
	{"a run is ended without a condition", []Rule{"META"}, planted(unconditional("REMOVE #open"))},
	{"a claim ignores live leases", []Rule{"R1"}, planted(leaseless)},
	{"a lease never ends", []Rule{"end"}, planted(forever)},
	{"a start replaces another's on record", []Rule{"W3"}, planted(replacing)},
	{"a start is recorded although the query is settled", []Rule{"W3"}, planted(unconditional("if_not_exists(q"))},
	{"META is created anew", []Rule{"META", "plan"}, planted(created("META"))},
	{"progress is created anew", []Rule{"S2", "first"}, planted(created("PROGRESS#"))},
	{"a cancel ignores the claim", []Rule{"E1", "R1"}, planted(created("SEND#"))},
	{"a document is stored anew", []Rule{"R3"}, planted(created("DOCUMENT#"))},
	{"a replay ignores the epoch seen", []Rule{"META"}, planted(unconditional("selection = :selection"))},
	{"StartQuery is sent again", []Rule{"starts", "G4", "W3"}, planted(restarted)},
	{"an answer is stored as a failure", []Rule{"W5"}, planted(failing)},
	{"a start does not bear the stack's name", []Rule{"W5"}, Options{Queries: 40, FaultFree: true, shuffled: true, bug: unmarked}},
	{"no janitor runs", []Rule{"end"}, Options{Queries: Few, noSweep: true}},
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
	if b, ok := in.(*dynamodb.BatchWriteItemInput); ok && strings.HasPrefix(p.name, "worker") {
		for _, r := range b.RequestItems[p.d.Names.Table] {
			if it := r.PutRequest.Item; str(it, "outcome") == "ok" {
				it["outcome"] = &types.AttributeValueMemberS{Value: "failed"}
			}
		}
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

// TestPlantedBug plants bugs that the simulator must find.
func TestPlantedBug(t *testing.T) {
	requireManySeeds(t)
	for _, c := range plantedBugs {
		t.Run(c.bug, func(t *testing.T) {
			var first *Result
			each(bugBudget, c.Options, func(r *Result) {
				if len(r.Violations) > 0 && (first == nil || r.Seed < first.Seed) {
					first = r
				}
			})
			switch {
			case first == nil:
				t.Errorf("not found in %d seeds", bugBudget)
			case !slices.Contains(c.found, first.Violations[0].Rule):
				t.Errorf("seed %d found it as %v, want one of %v", first.Seed, first.Violations, c.found)
			default:
				t.Logf("seed %d: %v", first.Seed, first.Violations[0])
			}
		})
	}
}
