package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/golden"
)

func checkGolden(t *testing.T, path string, value any) {
	t.Helper()
	got, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, path, string(got)+"\n")
}

func roundTrip(t *testing.T, r *Report) *Report {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Definition(data)
	if err != nil {
		t.Fatal(err)
	}
	return &again
}

func botUsage() *Report {
	groups := []string{"/aws/lambda/prod-telegram-bot"}
	return &Report{
		Name: "bot-usage", Title: "Telegram <bot> usage", Timezone: "UTC",
		Schedule: &Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC"},
		Window:   Window{Length: Duration(Day24)}, Delay: Duration(5 * time.Minute), Deadline: Duration(30 * time.Minute),
		MaxRows: 10_000, LogGroups: groups,
		Queries: []Query{
			{ID: "group_calls", Text: "filter (is_group=1) | stats count(*) as calls", LogGroups: groups, MaxRows: 10_000},
			{ID: "web", Text: "filter status > 499", LogGroups: []string{"/web", "/api"}, MaxRows: 5, MaxScan: 1e9},
		},
		Sections: []Section{
			{Title: "Requests from groups", Query: "group_calls", Show: ShowNumber, Value: "calls"},
			{Title: "Errors", Query: "web", Show: ShowTable},
		},
		Deliver: []Destination{
			{Name: "telegram", Kind: KindTelegram, OnUnknown: Resend, Telegram: &Telegram{Chat: "@channel", Token: "ssm:/fanlight/prod/telegram-token"}},
			{Name: "archive", Kind: KindFile, OnUnknown: Skip, File: &File{Path: "report.html"}},
		},
		Owner: &Destination{Name: "owner", Kind: KindTelegram, OnUnknown: Resend, Telegram: &Telegram{Chat: "5", Token: "env:BOT"}},
	}
}

func byHand() *Report {
	return &Report{
		Name: "audit", Title: "audit", Timezone: "Europe/Berlin", Window: Window{Calendar: Month},
		Deliver: []Destination{{Name: "stdout", Kind: KindStdout, OnUnknown: Resend}},
	}
}

func TestCompile(t *testing.T) {
	t.Parallel()
	compiled, err := Compile([]*Report{botUsage(), byHand()})
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "testdata/compiled.json", compiled)
	if _, err := Compile([]*Report{byHand(), byHand()}); err == nil {
		t.Error("two reports of one name were compiled")
	}
	wide := byHand()
	for range 1300 {
		wide.Queries = append(wide.Queries, Query{ID: "q", Text: strings.Repeat("x", 300)})
	}
	if _, err := Compile([]*Report{wide}); err == nil {
		t.Error("a report that no item of the ledger holds was compiled")
	}
}

func TestDefinitionReadsWhatAReportWrites(t *testing.T) {
	t.Parallel()
	r := botUsage()
	again := roundTrip(t, r)
	if diff := cmp.Diff(r, again); diff != "" || again.Hash() != r.Hash() {
		t.Errorf("hash %s, was %s (-before +after):\n%s", again.Hash(), r.Hash(), diff)
	}
}

// A deployment may write the definition with other spacing, order and escapes.
func TestHashDependsOnTheDefinitionAlone(t *testing.T) {
	t.Parallel()
	r := botUsage()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var loose map[string]any
	if err := json.Unmarshal(data, &loose); err != nil {
		t.Fatal(err)
	}
	var other bytes.Buffer
	encoder := json.NewEncoder(&other)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(" ", "\t")
	if err := encoder.Encode(loose); err != nil {
		t.Fatal(err)
	}
	again, err := Definition(other.Bytes())
	if err != nil || again.Hash() != r.Hash() {
		t.Errorf("hash %s, was %s, error %v", again.Hash(), r.Hash(), err)
	}
	again.Title = "other"
	if again.Hash() == r.Hash() {
		t.Error("another title has the same hash")
	}
}

func TestDefinitionIsStrict(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal(botUsage())
	if err != nil {
		t.Fatal(err)
	}
	valid := string(data)
	for name, broken := range map[string]string{
		"nothing":           "",
		"unknown key":       strings.Replace(valid, `"title"`, `"titel"`, 1),
		"something behind":  valid + "{}",
		"name":              strings.Replace(valid, `"bot-usage"`, `"Bot"`, 1),
		"time zone":         strings.Replace(valid, `"timezone":"UTC","window"`, `"timezone":"Nowhere","window"`, 1),
		"schedule":          strings.Replace(valid, "30 12 *", "30 12 ?", 1),
		"window of nothing": strings.Replace(valid, `{"length":"24h"}`, "{}", 1),
		"both windows":      strings.Replace(valid, `{"length":"24h"}`, `{"length":"24h","calendar":"day"}`, 1),
		"unknown calendar":  strings.Replace(valid, `{"length":"24h"}`, `{"calendar":"year"}`, 1),
		"duration":          strings.Replace(valid, `"delay":"5m"`, `"delay":"5"`, 1),
	} {
		if broken == valid {
			t.Errorf("%s: nothing was replaced", name)
		}
		if r, err := Definition([]byte(broken)); err == nil {
			t.Errorf("%s: read as %s with the window %+v", name, r.Name, r.Window)
		}
	}
}
