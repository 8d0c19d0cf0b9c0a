package report

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func checkGolden(t *testing.T, path string, value any) {
	t.Helper()
	got, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
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

func example(t *testing.T) *Report {
	t.Helper()
	const folder = "../../examples/bot-usage/"
	values, err := LoadValues(folder + "values.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := LoadFile(folder+"bot-usage.yaml", values, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCompile(t *testing.T) {
	t.Parallel()
	manual := mustLoad(t, small, nil)
	compiled, err := Compile([]*Report{manual, example(t)})
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "testdata/compiled.json", compiled)
	if _, err := Compile([]*Report{manual, manual}); err == nil {
		t.Error("two reports of one name were compiled")
	}
}

func TestDefinitionReadsWhatAReportWrites(t *testing.T) {
	t.Parallel()
	r := example(t)
	again := roundTrip(t, r)
	if diff := cmp.Diff(r, again); diff != "" || again.Hash() != r.Hash() {
		t.Errorf("hash %s, was %s (-before +after):\n%s", again.Hash(), r.Hash(), diff)
	}
}

// A deployment may write the definition with other spacing, order and escapes.
func TestHashDependsOnTheDefinitionAlone(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "stats count(*) as calls", "filter a > 1"), nil)
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
	data, err := json.Marshal(example(t))
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
