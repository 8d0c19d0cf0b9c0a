package dynamodb_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

// TestHooks_Stale reads a table as it was seconds ago, one change a second.
func TestHooks_Stale(t *testing.T) {
	t.Parallel()
	now := epoch
	core := dynamodb.New(func() time.Time { return now })
	_, err := core.CreateTable(t.Context(), ledger())
	expectError(t, "", err)
	put(t, core, plain{"pk": "p", "sk": "before the hook", "note": "1"})
	age := time.Duration(0)
	core.Hooks.Stale = func() time.Duration { return age }
	for _, item := range []plain{{"pk": "p", "sk": "s", "note": "1"}, {"pk": "other", "sk": "s"}, {"pk": "p", "sk": "s", "note": "2"}} {
		now = now.Add(time.Second)
		put(t, core, item)
	}
	now = now.Add(time.Second)
	_, err = core.DeleteItem(t.Context(), &sdk.DeleteItemInput{TableName: aws.String("ledger"), Key: itemKey.item()})
	expectError(t, "", err)
	for seconds, want := range []string{"", "2", "1", "1", "", ""} {
		age = time.Duration(seconds) * time.Second
		note, _ := stored(t, core)["note"].(string)
		expect(t, "the item "+age.String()+" ago", want, note)
		keys := "before the hook"
		if want != "" {
			keys += " s"
		}
		out, err := core.Query(t.Context(), queryInput(func(*sdk.QueryInput) {}))
		expectError(t, "", err)
		expect(t, "the partition "+age.String()+" ago", keys, sortKeys(out))
	}
	age = 2 * time.Second
	out, err := core.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String("ledger"), Key: itemKey.item(), ConsistentRead: aws.Bool(true)})
	expectError(t, "", err)
	expect(t, "a consistent read", plain(nil), plainOf(out.Item))
	all, err := core.Query(t.Context(), queryInput(func(in *sdk.QueryInput) { in.ConsistentRead = aws.Bool(true) }))
	expectError(t, "", err)
	expect(t, "a consistent query", "before the hook", sortKeys(all))
}

// TestHooks_PageItems reads a partition in pages that end for no reason that the caller sees.
func TestHooks_PageItems(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	whole, err := core.Query(t.Context(), queryInput(func(*sdk.QueryInput) {}))
	expectError(t, "", err)
	for most, limit := range map[int]int32{1: 0, 2: 100, 3: 2} {
		core.Hooks.PageItems = func() int { return most }
		var start map[string]any
		got, pages := "", 0
		for more := true; more; pages++ {
			out, err := core.Query(t.Context(), queryInput(func(in *sdk.QueryInput) {
				if limit > 0 {
					in.Limit = &limit
				}
				if start != nil {
					in.ExclusiveStartKey = plain(start).item()
				}
			}))
			expectError(t, "", err)
			got += " " + sortKeys(out)
			if page := len(out.Items); page > most || limit > 0 && page > int(limit) {
				t.Errorf("a page of %d items, at most %d are let", page, most)
			}
			start, more = plainOf(out.LastEvaluatedKey), out.LastEvaluatedKey != nil
		}
		if got = strings.TrimSpace(got); got != sortKeys(whole) || pages < 2 {
			t.Errorf("pages of %d: got %q in %d pages", most, got, pages)
		}
	}
}
