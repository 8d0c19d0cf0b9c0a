package ledger_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

func definition(t *testing.T, r report.Report) ledger.Definition {
	return ledger.Definition{Report: r, Hash: r.Hash(), Packed: packedOf(t, r)}
}

func TestLedger_Definition(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error { _, err := l.Definition(t.Context(), "none"); return err })
	l := sim.NewHarness(t, sim.Report(2)).Ledger()
	expect(t, "definition", definition(t, sim.Report(2)), must[ledger.Definition](t)(l.Definition(t.Context(), sim.ReportName)))
}

// deployLayout0 writes a definition as a deployment before layout 1 does.
func deployLayout0(t *testing.T, h *sim.Harness, name, definition string) {
	t.Helper()
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	if _, err := h.DynamoDB.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.Names.Table, Item: map[string]types.AttributeValue{
		ledger.PartitionKey: text("REPORTS"), ledger.SortKey: text(name), "definition": text(definition), "hash": text("h"),
	}}); err != nil {
		t.Fatal(err)
	}
}

func TestLedger_Definition_of_layout_0(t *testing.T) {
	t.Parallel()
	h, r := sim.NewHarness(t), sim.Report(2)
	deployLayout0(t, h, r.Name, string(must[[]byte](t)(json.Marshal(r))))
	want := definition(t, r)
	want.Hash = "h"
	expect(t, "definition", want, must[ledger.Definition](t)(h.Ledger().Definition(t.Context(), sim.ReportName)))
	expect(t, "listing", []ledger.Deployed{{Name: r.Name, Hash: "h", Schedule: r.Schedule}}, must[[]ledger.Deployed](t)(h.Ledger().Deployed(t.Context())))
}

func TestLedger_Deployed(t *testing.T) {
	t.Parallel()
	r := sim.Report(1)
	h := sim.NewHarness(t, r)
	deployLayout0(t, h, "a-bad-one", `{"queries":3}`)
	all, err := h.Ledger().Deployed(t.Context())
	expect(t, "reports, the one that cannot be read left out", []ledger.Deployed{{Name: r.Name, Hash: r.Hash(), Schedule: r.Schedule}}, all)
	if err == nil || !strings.Contains(err.Error(), "a-bad-one") {
		t.Errorf("error %v, want the definition that cannot be read", err)
	}
}

// TestLedger_Deployed_until lists a schedule with its last day, and none for a report that
// is paused; its definition says so.
func TestLedger_Deployed_until(t *testing.T) {
	t.Parallel()
	ending, paused := sim.Report(1), sim.Report(1)
	ending.Schedule = &report.Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC", Until: "2026-12-31"}
	paused.Name, paused.Paused = "paused", true
	l := sim.NewHarness(t, ending, paused).Ledger()
	want := []ledger.Deployed{{Name: ending.Name, Hash: ending.Hash(), Schedule: ending.Schedule}, {Name: paused.Name, Hash: paused.Hash(), Paused: true}}
	expect(t, "reports", want, must[[]ledger.Deployed](t)(l.Deployed(t.Context())))
	for _, one := range want {
		expect(t, one.Name, one, must[ledger.Deployed](t)(l.DeployedReport(t.Context(), one.Name)))
	}
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error {
		_, err := l.DeployedReport(t.Context(), "none")
		return err
	})
	if d := must[ledger.Definition](t)(l.Definition(t.Context(), paused.Name)); !d.Report.Paused || d.Report.Schedule == nil {
		t.Errorf("the definition is paused %v, schedule %v", d.Report.Paused, d.Report.Schedule)
	}
}

// TestLedger_Definition_half_deployed holds that a report of which a chunk is missing is
// not taken for one that is not deployed: the command is tried again.
func TestLedger_Definition_half_deployed(t *testing.T) {
	t.Parallel()
	r := sim.Report(1)
	h := sim.NewHarness(t, r)
	if _, err := h.DynamoDB.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{
		TableName: &h.Names.Table, Key: map[string]types.AttributeValue{
			ledger.PartitionKey: &types.AttributeValueMemberS{Value: "REPORT#" + r.Name},
			ledger.SortKey:      &types.AttributeValueMemberS{Value: "DEFINITION#" + packedOf(t, r).Digest + "#000"},
		},
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Ledger().Definition(t.Context(), r.Name); err == nil || errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("read with %v", err)
	}
}

// TestLedger_Deployment reads a definition that the deployment replaces: the chunks of
// both are there.
func TestLedger_Deployment(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	for _, queries := range []int{2, 3} {
		if err := l.PutDefinition(t.Context(), definition(t, sim.Report(queries))); err != nil {
			t.Fatal(err)
		}
	}
	d := l.Deployment(sim.ReportName)
	for _, read := range slices.Backward(d.Reads()) { // in any order
		if err := read(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, "the new one", definition(t, sim.Report(3)), must[ledger.Definition](t)(d.Definition()))
}

func TestDeployment_Reads(t *testing.T) {
	t.Parallel()
	p := sim.NewHarness(t, sim.Report(1)).Process()
	p.Refuse = func(sim.Call) error { return errors.New("refused") }
	for n, read := range p.Stack.Ledger().Deployment(sim.ReportName).Reads() {
		if err := read(t.Context()); err == nil {
			t.Errorf("read %d: a refused call returned no error", n)
		}
	}
}

func TestDeployment_Definition(t *testing.T) {
	t.Parallel()
	if _, err := sim.NewHarness(t).Ledger().Deployment("none").Definition(); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("of no report: %v", err)
	}
}

// TestLedger_DeleteDefinition removes one of two reports; to remove it again changes nothing.
func TestLedger_DeleteDefinition(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	for _, name := range []string{"kept", "gone"} {
		r := sim.Report(1)
		r.Name = name
		if err := l.PutDefinition(t.Context(), ledger.Definition{Report: r, Hash: name}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := l.DeleteDefinition(t.Context(), "gone"); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	for _, d := range must[[]ledger.Deployed](t)(l.Deployed(t.Context())) {
		names = append(names, d.Name)
	}
	if slices.Contains(names, "gone") || !slices.Contains(names, "kept") {
		t.Errorf("deployed are %v", names)
	}
}
