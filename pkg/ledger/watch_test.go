package ledger_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// aWatch is a note of a schedule whose due times were looked at until a day.
func aWatch(days int) fanlight.Watch {
	return fanlight.Watch{Schedule: "cron(30 12 * * ? *) UTC", FirstSeen: sim.Due, Checked: sim.Due.AddDate(0, 0, days)}
}

func TestLedger_Watch(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error { _, err := l.Watch(t.Context(), "none"); return err })
	h := sim.NewHarness(t, sim.Report(1))
	h.Sweep()
	watch := must[fanlight.Watch](t)(h.Ledger().Watch(t.Context(), sim.ReportName))
	if watch.Schedule != "cron(30 12 * * ? *) UTC" || !watch.FirstSeen.Equal(sim.Due) {
		t.Errorf("the janitor's note is %+v", watch)
	}
}

// TestLedger_Watch_of_an_earlier_version reads a note at the report, where versions
// before the partition of notes kept it, until there is one in the partition.
func TestLedger_Watch_of_an_earlier_version(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	number := func(s string) types.AttributeValue { return &types.AttributeValueMemberN{Value: s} }
	if _, err := h.DynamoDB.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.Names.Table, Item: map[string]types.AttributeValue{
		ledger.PartitionKey: text("REPORT#r"), ledger.SortKey: text("WATCH"), "schedule": text("cron(30 12 * * ? *) UTC"),
		"first_seen": number("1767357000000"), "checked": number("1767357000000"),
	}}); err != nil {
		t.Fatal(err)
	}
	l := h.Ledger()
	expect(t, "old note", aWatch(0), must[fanlight.Watch](t)(l.Watch(t.Context(), "r")))
	expectWatches(t, l, map[string]fanlight.Watch{}, false)
	must[bool](t)(l.SetWatch(t.Context(), "r", fanlight.Watch{}, aWatch(1)))
	expect(t, "new note", aWatch(1), must[fanlight.Watch](t)(l.Watch(t.Context(), "r")))
}

func TestLedger_Watches(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	want := map[string]fanlight.Watch{"a": aWatch(0), "b": aWatch(1)}
	for name, w := range want {
		must[bool](t)(l.SetWatch(t.Context(), name, fanlight.Watch{}, w))
	}
	expectWatches(t, l, want, false)
}

// TestLedger_EndCarryOver is on record, and is not a note.
func TestLedger_EndCarryOver(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	must[bool](t)(l.SetWatch(t.Context(), "a", fanlight.Watch{}, aWatch(0)))
	for n := range 2 { // it may be called again
		if err := l.EndCarryOver(t.Context(), sim.Due.AddDate(0, 0, n)); err != nil {
			t.Fatal(err)
		}
		expectWatches(t, l, map[string]fanlight.Watch{"a": aWatch(0)}, true)
	}
}

func expectWatches(t *testing.T, l *ledger.Ledger, want map[string]fanlight.Watch, all bool) {
	t.Helper()
	notes, is, err := l.Watches(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "notes", want, notes)
	expect(t, "carried over", all, is)
}

// TestLedger_SetWatch holds that a note is replaced only by who has read it, and
// that a repeated call is recognised.
func TestLedger_SetWatch(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	for _, step := range []struct {
		name    string
		seen, w fanlight.Watch
		want    bool
		stored  fanlight.Watch
	}{
		{"the first", fanlight.Watch{}, aWatch(0), true, aWatch(0)},
		{"another's first", fanlight.Watch{}, aWatch(9), false, aWatch(0)},
		{"the next", aWatch(0), aWatch(1), true, aWatch(1)},
		{"the next, repeated", aWatch(0), aWatch(1), true, aWatch(1)},
		{"another's next", aWatch(0), aWatch(2), false, aWatch(1)},
		{"the end", aWatch(1), fanlight.Watch{FirstSeen: sim.Due, Checked: sim.Due.Add(time.Hour)}, true, fanlight.Watch{FirstSeen: sim.Due, Checked: sim.Due.Add(time.Hour)}},
	} {
		ok := must[bool](t)(l.SetWatch(t.Context(), "r", step.seen, step.w))
		if ok != step.want {
			t.Errorf("%s: %v", step.name, ok)
		}
		expect(t, step.name, step.stored, must[fanlight.Watch](t)(l.Watch(t.Context(), "r")))
	}
}
