package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDefinition(t *testing.T) {
	t.Parallel()
	r := botUsage()
	again, err := Definition([]byte(marshal(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(*r, again); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

// The folders hold definitions as released versions compiled and stored them.
// Every later version reads them without loss: a deployed report must not need a
// second compilation. Add files, never change one.
func TestDefinition_stored_by_earlier_versions(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/definitions/*/*.json")
	if err != nil || len(paths) < 4 {
		t.Fatalf("stored definitions: %v, %v", paths, err)
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			stored, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			r, err := Definition(stored)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(loose(t, string(stored)), loose(t, marshal(t, &r))); diff != "" {
				t.Errorf("(-stored +read):\n%s", diff)
			}
		})
	}
}

func TestDefinition_refuses(t *testing.T) {
	t.Parallel()
	valid := marshal(t, botUsage())
	for name, broken := range map[string]string{
		"nothing":              "",
		"unknown key":          strings.Replace(valid, `"title"`, `"titel"`, 1),
		"unknown key, nested":  strings.Replace(valid, `"chat":`, `"thread":7,"chat":`, 1),
		"two values":           valid + "{}",
		"name":                 strings.Replace(valid, `"bot-usage"`, `"Bot"`, 1),
		"time zone":            strings.Replace(valid, `"timezone":"UTC","window"`, `"timezone":"Nowhere","window"`, 1),
		"schedule":             strings.Replace(valid, "30 12 *", "30 12 ?", 1),
		"window of nothing":    strings.Replace(valid, `{"length":"24h"}`, "{}", 1),
		"window of both":       strings.Replace(valid, `{"length":"24h"}`, `{"length":"24h","calendar":"day"}`, 1),
		"unknown calendar":     strings.Replace(valid, `{"length":"24h"}`, `{"calendar":"year"}`, 1),
		"length of time":       strings.Replace(valid, `"delay":"5m"`, `"delay":"5"`, 1),
		"show":                 strings.Replace(valid, `"show":"table"`, `"show":"pie"`, 1),
		"on_unknown":           strings.Replace(valid, `"on_unknown":"skip"`, `"on_unknown":"ask"`, 1),
		"kind":                 strings.Replace(valid, `"kind":"file"`, `"kind":"slack"`, 1),
		"kind of the owner":    strings.Replace(valid, `"name":"owner","kind":"telegram"`, `"name":"owner","kind":"slack"`, 1),
		"settings of the kind": strings.Replace(valid, `"kind":"file"`, `"kind":"email"`, 1),
	} {
		if broken == valid {
			t.Errorf("%s: nothing was replaced", name)
		}
		if r, err := Definition([]byte(broken)); err == nil {
			t.Errorf("%s: read as %s with the window %+v", name, r.Name, r.Window)
		}
	}
}

// A deployment may write the definition with other spacing, order and escapes.
func TestReport_Hash(t *testing.T) {
	t.Parallel()
	r := botUsage()
	var other bytes.Buffer
	encoder := json.NewEncoder(&other)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(" ", "\t")
	if err := encoder.Encode(loose(t, marshal(t, r))); err != nil {
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

func TestReport_Hash_without_a_JSON_form(t *testing.T) {
	t.Parallel()
	a, b := &Report{Name: "a", Delay: 1}, &Report{Name: "b", Delay: 1}
	if a.Hash() == b.Hash() {
		t.Error("two reports have one hash")
	}
}

func marshal(t *testing.T, r *Report) string {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// loose returns a JSON object as a map.
func loose(t *testing.T, data string) (object map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), &object); err != nil {
		t.Fatal(err)
	}
	return object
}
